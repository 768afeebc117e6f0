// Reads a stretch of an open file, however many calls that takes.
import { readSync } from "node:fs";

/**
 * Fills `bytes` from `position` on.
 * @returns how many bytes could be read: fewer than asked for where the file ends before
 */
export function readExactly(descriptor: number, bytes: Uint8Array, position: number): number {
  let done = 0;
  while (done < bytes.length) {
    const read = readSync(descriptor, bytes, done, bytes.length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}
