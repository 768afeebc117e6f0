// Names prepared data by everything that determines them, so that a changed source is prepared again.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import path from "node:path";

/** Raised whenever prepared data of the same source would differ. */
const format = 3;

/** What determines the rows that are prepared. */
interface SourceParts {
  /** How the source is read: "image folder", "table". */
  readonly kind: string;
  /** The files that are read. */
  readonly files: readonly string[];
  /** Every option that has an effect on the rows, as JSON. */
  readonly options: unknown;
}

const filesAtOnce = 64;

async function describeFile(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file).catch(() => ({ size: "missing", mtimeMs: 0 }));
  return `${path.resolve(file)} ${size} ${mtimeMs}`;
}

/** A hash of the files' paths, sizes and times of change, and of the options. A file may be missing. */
export async function sourceKey({ kind, files, options }: SourceParts): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([format, kind, options]));
  for (let from = 0; from < files.length; from += filesAtOnce) {
    const described = await Promise.all(files.slice(from, from + filesAtOnce).map(describeFile));
    hash.update(`${described.join("\n")}\n`);
  }
  return hash.digest("hex").slice(0, 32);
}
