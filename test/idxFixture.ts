// Small idx files for tests.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** The bytes of an idx file: sizes, content, element type. */
export function encodeIdx(sizes: readonly number[], content: ArrayLike<number>, type = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, type, sizes.length]);
  sizes.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, Uint8Array.from(content)]);
}

/** Images of 2 × 2 whose pixels are the row's number. */
export function encodeImages(count: number): Buffer {
  return encodeIdx(
    [count, 2, 2],
    Array.from({ length: 4 * count }, (_, i) => Math.floor(i / 4)),
  );
}

/** The four files, by their usual names without .gz: 6 training and 4 test images of classes 0 to 2. */
export const idxFixture: Readonly<Record<string, Buffer>> = {
  "train-images-idx3-ubyte": encodeImages(6),
  "train-labels-idx1-ubyte": encodeIdx([6], [0, 1, 2, 0, 1, 2]),
  "t10k-images-idx3-ubyte": encodeImages(4),
  "t10k-labels-idx1-ubyte": encodeIdx([4], [2, 1, 0, 1]),
};

/** Writes files into a folder, packed where their names end in .gz; entries that are undefined are left out. */
export async function writeFiles(folder: string, files: Readonly<Record<string, Buffer | undefined>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    if (bytes !== undefined) await writeFile(path.join(folder, name), name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  }
}

/** The same files under other names. */
export function renamed(
  files: Readonly<Record<string, Buffer | undefined>>,
  rename: (name: string) => string,
): Record<string, Buffer | undefined> {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [rename(name), bytes]));
}
