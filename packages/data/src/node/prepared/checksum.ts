// The checksum of prepared data: of their description and of every file of rows.
import { closeSync, fsyncSync, openSync, readdirSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";

const blockBytes = 2 ** 20;

function checksumOfFile(file: string, start: number): number {
  const descriptor = openSync(file, "r");
  const block = new Uint8Array(blockBytes);
  try {
    let crc = start;
    for (let read = readSync(descriptor, block); read > 0; read = readSync(descriptor, block)) {
      crc = crc32(block.subarray(0, read), crc);
    }
    return crc;
  } finally {
    closeSync(descriptor);
  }
}

/** CRC-32, in hexadecimal digits, of the names and bytes of all files of rows in the folder, and of their description. */
export function checksumOf(folder: string, description: string): string {
  let crc = crc32(description);
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".bin")) crc = checksumOfFile(path.join(folder, name), crc32(name, crc));
  }
  return crc.toString(16).padStart(8, "0");
}

/** Writes a file, and returns when it is on the disk. */
export function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, "w");
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
