// A reader of event files that shares nothing with the writer: checksums bit by bit, protobuf without tables.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** CRC-32C, one bit after another. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const next = (bytes[bit >> 3] >> (bit & 7)) & 1;
    crc = (crc ^ next) & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  const plain = ~crc >>> 0;
  return Number(((BigInt(plain >>> 15) | (BigInt(plain) << 17n)) + 0xa282ead8n) & 0xffffffffn);
}

/** A message's values by field number: numbers, or bytes for everything with a length. */
type Fields = ReadonlyMap<number, readonly (number | Buffer)[]>;

function readVarint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; ; i++) {
    value += (bytes[at + i] & 0x7f) * 2 ** (7 * i);
    if (bytes[at + i] < 0x80) return [value, at + i + 1];
  }
}

function readValue(bytes: Buffer, at: number, wireType: number): [value: number | Buffer, next: number] {
  if (wireType === 0) return readVarint(bytes, at);
  if (wireType === 1) return [bytes.readDoubleLE(at), at + 8];
  if (wireType === 5) return [bytes.readFloatLE(at), at + 4];
  const [length, start] = readVarint(bytes, at);
  return [bytes.subarray(start, start + length), start + length];
}

function fieldsOf(bytes: Buffer): Fields {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  while (at < bytes.length) {
    const [tag, start] = readVarint(bytes, at);
    const [value, next] = readValue(bytes, start, tag & 7);
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
    at = next;
  }
  return fields;
}

const numberAt = (fields: Fields, field: number): number => Number(fields.get(field)?.[0] ?? 0);
const bytesAt = (fields: Fields, field: number): Buffer[] =>
  (fields.get(field) ?? []).filter((value) => typeof value !== "number");

/** One value of one event, as far as tests look at it. */
export interface ReadValue {
  readonly wallTime: number;
  readonly step: number;
  readonly tag: string;
  readonly scalar?: number;
  readonly histogram?: {
    readonly count: number;
    readonly limits: readonly number[];
    readonly counts: readonly number[];
  };
  readonly png?: Buffer;
  readonly plugin?: string;
}

function valueOf(bytes: Buffer, wallTime: number, step: number): ReadValue {
  const fields = fieldsOf(bytes);
  const [histogram, image, metadata] = [5, 4, 9].map((field) => bytesAt(fields, field).map(fieldsOf)[0]);
  const numbers = (field: number): number[] => (histogram.get(field) ?? []).map(Number);
  return {
    wallTime,
    step,
    tag: String(fields.get(1)?.[0]),
    ...(fields.has(2) && { scalar: numberAt(fields, 2) }),
    ...(histogram && { histogram: { count: numberAt(histogram, 3), limits: numbers(6), counts: numbers(7) } }),
    ...(image && { png: bytesAt(image, 4)[0] }),
    ...(metadata && { plugin: String(fieldsOf(bytesAt(metadata, 1)[0]).get(1)?.[0]) }),
  };
}

/** The records of a file; throws where a checksum is wrong or the file ends too early. */
function recordsOf(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const end = at + 12 + Number(file.readBigUInt64LE(at));
    const data = file.subarray(at + 12, end);
    if (file.readUInt32LE(at + 8) !== checksum(file.subarray(at, at + 8))) throw new Error(`length at ${at}`);
    if (file.readUInt32LE(end) !== checksum(data)) throw new Error(`data at ${at}`);
    records.push(data);
    at = end + 4;
  }
  return records;
}

/** Every value in the one event file of a run's folder. */
export function readRun(folder: string): ReadValue[] {
  const files = readdirSync(folder);
  if (files.length !== 1 || !files[0].includes("tfevents")) throw new Error(`files ${files.join(", ")}`);
  const [version, ...events] = recordsOf(readFileSync(path.join(folder, files[0]))).map(fieldsOf);
  if (String(version.get(3)?.[0]) !== "brain.Event:2") throw new Error("no version");
  return events.flatMap((event) =>
    bytesAt(fieldsOf(bytesAt(event, 5)[0]), 1).map((value) => valueOf(value, numberAt(event, 1), numberAt(event, 2))),
  );
}

/** Steps and values of a scalar. */
export function scalarsOf(values: readonly ReadValue[], tag: string): [step: number, value: number][] {
  return values.flatMap(({ step, scalar, ...value }) =>
    value.tag === tag && scalar !== undefined ? [[step, scalar]] : [],
  );
}
