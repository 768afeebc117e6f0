// Bounds how deeply JSON files nest: DuckDB's reader recurses, and one nested 100,000 deep would end the process.
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { refuse } from "../../base/refuse.ts";

/** Levels of lists and objects that JSON may have. */
const deepest = 100;

const quote = 0x22;
const backslash = 0x5c;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Counts levels over the blocks of a file. */
class DepthCounter {
  #depth = 0;
  #inText = false;
  #escaped = false;

  /** Whether no level of the block exceeds `deepest`. */
  accepts(bytes: Uint8Array): boolean {
    for (const byte of bytes) {
      if (this.#escaped) this.#escaped = false;
      else if (this.#inText && byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#inText = !this.#inText;
      else if (!this.#inText && opening.has(byte)) this.#depth++;
      else if (!this.#inText && closing.has(byte)) this.#depth--;
      if (this.#depth > deepest) return false;
    }
    return true;
  }
}

/**
 * Refuses a JSON file, packed by gzip or not, that nests too deeply.
 * @throws UsageError for such a file, and for one packed by zstd: Node 20 cannot unpack it to look
 */
export async function checkJsonDepth(file: string): Promise<void> {
  if (/\.zst$/i.test(file)) refuse(file, "JSON packed by gzip, or not packed", "zstd", "unpack it with zstd -d");
  const counter = new DepthCounter();
  let accepted = true;
  const check = async (blocks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const block of blocks) if (!(accepted &&= counter.accepts(block))) break;
  };
  try {
    if (/\.gz$/i.test(file)) await pipeline(createReadStream(file), createGunzip(), check);
    else await pipeline(createReadStream(file), check);
  } catch {
    // The reader of the table names what is damaged; the rest of a stream that is not needed may be cut off.
  }
  if (!accepted) refuse(file, `JSON of at most ${deepest} levels`, "more");
}
