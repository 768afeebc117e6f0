// TensorFlow's record files: each record with its length and checksums of both.
import { cyclicChecksum } from "@softlabel/engine/internal";

/** The CRC-32C (Castagnoli) of bytes. */
export const crc32c = cyclicChecksum(0x82f63b78);

/** Rotated by 15 bits and offset by a constant, as TensorFlow stores it: data may hold checksums themselves. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

const lengthBytes = 8;
const checksumBytes = 4;
const headBytes = lengthBytes + checksumBytes;

/** The record as written to a file: length (8 bytes), its checksum, the data, their checksum. */
export function frameRecord(data: Uint8Array): Uint8Array {
  const framed = new Uint8Array(headBytes + data.length + checksumBytes);
  const view = new DataView(framed.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(lengthBytes, maskedCrc32c(framed.subarray(0, lengthBytes)), true);
  framed.set(data, headBytes);
  view.setUint32(headBytes + data.length, maskedCrc32c(data), true);
  return framed;
}

/** The end of the record that begins at `start`; undefined where it is cut short or damaged. */
function endOfRecord(file: Uint8Array, view: DataView, start: number): number | undefined {
  if (start + headBytes > file.length) return undefined;
  const length = Number(view.getBigUint64(start, true));
  const end = start + headBytes + length + checksumBytes;
  if (end > file.length) return undefined;
  const stated = [view.getUint32(start + lengthBytes, true), view.getUint32(end - checksumBytes, true)];
  const parts = [file.subarray(start, start + lengthBytes), file.subarray(start + headBytes, end - checksumBytes)];
  return parts.every((part, i) => maskedCrc32c(part) === stated[i]) ? end : undefined;
}

/** The whole records of a file, up to the first that is cut short or damaged, and where the last of them ends. */
export function readRecords(file: Uint8Array): { records: Uint8Array[]; end: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const records: Uint8Array[] = [];
  let end = 0;
  for (let next = endOfRecord(file, view, 0); next !== undefined; next = endOfRecord(file, view, end)) {
    records.push(file.subarray(end + headBytes, next - checksumBytes));
    end = next;
  }
  return { records, end };
}
