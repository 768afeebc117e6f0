// .npz files: the arrays of a zip archive, each unpacked into a file of its own.
import { createWriteStream, statfsSync } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { openPromise } from "yauzl";
import { refuse } from "../../base/refuse.ts";
import { openNpy, type NpyFile } from "./npyFile.ts";

/** Passes bytes on, and fails at their end if they have another CRC-32 than the archive says. */
function checkingCrc(name: string, expected: number): Transform {
  let crc = 0;
  return new Transform({
    transform(bytes: Buffer, _, done) {
      crc = crc32(bytes, crc);
      done(null, bytes);
    },
    flush(done) {
      done(crc === expected ? null : new Error(`CRC-32 of array ${name} is wrong`));
    },
  });
}

/** Refuses to unpack into less than twice the free room of the disk; the sizes are those that the archive states. */
function checkRoom(file: string, folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const room = Math.floor((bavail * bsize) / 2);
  if (bytes <= room) return;
  const remedy = `make room in ${folder}, or save fewer rows`;
  refuse(file, `arrays of at most ${room} bytes, half of what is free`, `${bytes} bytes`, remedy);
}

async function unpack(file: string, folder: string): Promise<Map<string, NpyFile>> {
  const archive = await openPromise(file);
  const arrays = new Map<string, NpyFile>();
  let bytes = 0;
  for await (const entry of archive.eachEntry()) {
    if (!entry.fileName.endsWith(".npy")) continue;
    // An entry that unpacks to more than it states is refused while it is read.
    checkRoom(file, folder, (bytes += entry.uncompressedSize));
    const name = entry.fileName.slice(0, -".npy".length);
    const own = path.join(folder, `${arrays.size}.npy`);
    await pipeline(await archive.openReadStreamPromise(entry), checkingCrc(name, entry.crc32), createWriteStream(own));
    arrays.set(name, openNpy(own, `${file}, array ${name}`));
  }
  return arrays;
}

/**
 * The arrays of a .npz file by their names.
 * @param folder empty; the arrays are in it as long as it exists
 * @throws UsageError where it is no .npz file, is damaged or holds no arrays
 */
export async function openNpz(file: string, folder: string): Promise<ReadonlyMap<string, NpyFile>> {
  const arrays = await unpack(file, folder).catch((error: unknown) => {
    if (error instanceof Error && error.name === "UsageError") throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(file, "a whole .npz file", `damaged data (${reason})`, "save it again with numpy.savez");
  });
  if (arrays.size === 0) refuse(file, "arrays saved by numpy.savez", "a zip archive without .npy files");
  return arrays;
}
