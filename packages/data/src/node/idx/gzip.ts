// Unpacks gzip with a sentence for every way in which it can be damaged.
import { gunzipSync } from "node:zlib";
import { refuse } from "../../base/refuse.ts";

/** Whether the bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const faults: Readonly<Record<string, string>> = {
  "unexpected end of file": "one that is cut off before its end",
  "incorrect data check": "content that does not have the checksum (CRC-32) written at its end",
  "incorrect length check": "content that does not have the length written at its end",
  "incorrect header check": "one with other bytes after its end",
};

const gibibyte = 2 ** 30;

/**
 * The content of a gzip file; its checksum is verified. Zeros after the end are padding and allowed.
 * @param who the file's name, for messages
 * @param most bytes it may unpack to, in memory; the largest known idx file has half as many
 * @throws UsageError when it is cut off, altered, or followed by other bytes
 */
export function unpackGzip(who: string, bytes: Uint8Array, most = gibibyte): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      refuse(who, `a gzip file that unpacks to at most ${most} bytes`, "more", "check it, and unpack it with gunzip");
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(who, "a whole gzip file", faults[reason] ?? `damaged data (${reason})`, "copy or download it again");
  }
}
