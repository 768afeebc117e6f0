// Data that must be decoded are decoded once, into a folder of the cache, and opened from there ever after.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { type Examples } from "@softlabel/engine";
import { sizeOf } from "@softlabel/engine/internal";
import { partNames, type Dataset, type PartName } from "../../base/dataset.ts";
import { overlapNotes } from "../../describe/overlap.ts";
import { joinParts } from "../../base/fingerprint.ts";
import { cacheFolder } from "../downloads/places.ts";
import { isAlive } from "../processes.ts";
import { refuse } from "../../base/refuse.ts";
import type { PartWriters, Prepared } from "../../base/prepared.ts";
import { checksumOf, writeDurably } from "./checksum.ts";
import { partFile, PartWriter, type PartRecord } from "./partWriter.ts";
import { RowFile } from "./rowFile.ts";

/** What dataset.json holds. */
interface PreparedRecord extends Omit<Prepared, "marked"> {
  readonly fingerprint: string;
  readonly parts: Readonly<Record<PartName, PartRecord>>;
}

/** Data to open, or to prepare where that has not happened yet. */
export interface Preparation {
  /** The text that gives these data again. */
  readonly name: string;
  /** A hash of all that determines the rows: see `sourceKey`. */
  readonly key: string;
  /** Writes every row, in an order that the source and the options determine, and says what they are. */
  readonly prepare: (writers: PartWriters) => Promise<Prepared>;
}

/** Where prepared data are, and when their inputs stay there. */
interface PreparedOptions {
  /** The folder above all prepared data. */
  readonly folder?: string;
  /** Inputs of more bytes than this, all parts together, stay in their files. */
  readonly inMemory?: number;
}

/** Bytes of the inputs of all parts. */
function inputBytes({ parts: rows, shape, elementType }: PreparedRecord): number {
  const count = partNames.reduce((sum, part) => sum + rows[part].count, 0);
  return count * sizeOf(shape) * (elementType === "uint8" ? 1 : 4);
}

function readIntegers(file: string, count: number): Int32Array {
  const bytes = readFileSync(file);
  if (bytes.length !== 4 * count) {
    refuse(file, `${4 * count} bytes`, String(bytes.length), "delete its folder: it will be made again");
  }
  return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 4 * count));
}

function openPart(folder: string, part: PartName, record: PreparedRecord, inMemory: boolean): Examples {
  const { shape, elementType } = record;
  const { count } = record.parts[part];
  const rows = new RowFile(partFile(folder, part, "inputs"), elementType, sizeOf(shape));
  const labels = readIntegers(partFile(folder, part, "labels"), count);
  if (!inMemory) return { count, shape, inputs: rows, labels };
  const inputs = rows.readRows(count);
  rows.close();
  return { count, shape, inputs, labels };
}

const recordFile = "dataset.json";

/** What dataset.json says, with the checksum of the files of rows behind it; undefined if it is not whole. */
function readRecord(folder: string): PreparedRecord | undefined {
  const [text, checksum] = readFileSync(path.join(folder, recordFile), "utf8").split("\n");
  if (checksum !== checksumOf(folder, text)) return undefined;
  return JSON.parse(text) as PreparedRecord;
}

/** Opens what was prepared; undefined where nothing was, or it is damaged. */
function open(folder: string, name: string, limit: number): Dataset | undefined {
  if (!existsSync(path.join(folder, recordFile))) return undefined;
  const record = readRecord(folder);
  if (record === undefined) return undefined;
  const { parts: rows, elementType: _, ...description } = record;
  const inMemory = inputBytes(record) <= limit;
  return {
    ...description,
    name,
    train: openPart(folder, "train", record, inMemory),
    test: openPart(folder, "test", record, inMemory),
    ...(rows.validation.count > 0 && { validation: openPart(folder, "validation", record, inMemory) }),
    ...(rows.train.grouped && { groups: readIntegers(partFile(folder, "train", "groups"), rows.train.count) }),
  };
}

/** What is to be said of rows that occur in two parts. */
function overlapsIn(folder: string, { parts: rows, shape, elementType }: PreparedRecord): string[] {
  const [train, validation, test] = partNames.map((part) => {
    const { count } = rows[part];
    const inputs = new RowFile(partFile(folder, part, "inputs"), elementType, sizeOf(shape));
    return { count, shape, inputs, labels: readIntegers(partFile(folder, part, "labels"), count) };
  });
  try {
    return overlapNotes({ train, validation, test });
  } finally {
    for (const { inputs } of [train, validation, test]) inputs.close();
  }
}

/** Writes the rows and, after all of them, dataset.json. */
async function write(folder: string, prepare: Preparation["prepare"]): Promise<void> {
  const open = (part: PartName): PartWriter => new PartWriter(folder, part);
  const writers = { train: open("train"), validation: open("validation"), test: open("test") };
  try {
    const { elementType, shape, marked = false, notes = [], ...rest } = await prepare(writers);
    const end = (part: PartName) => writers[part].end(elementType, shape);
    const written = { train: end("train"), validation: end("validation"), test: end("test") };
    const record: PreparedRecord = {
      ...rest,
      elementType,
      shape,
      notes,
      fingerprint: joinParts(partNames.filter((part) => writers[part].count > 0).map((part) => written[part].hash)),
      parts: { train: written.train.record, validation: written.validation.record, test: written.test.record },
    };
    const described = marked ? { ...record, notes: [...notes, ...overlapsIn(folder, record)] } : record;
    const text = JSON.stringify(described);
    writeDurably(path.join(folder, recordFile), `${text}\n${checksumOf(folder, text)}\n`);
  } finally {
    partNames.forEach((part) => writers[part].close());
  }
}

/** Removes what killed processes left: folders named `<key>.<process>.<random>.part`. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const process = /\.(\d+)\.\w+\.part$/.exec(name)?.[1];
    if (process !== undefined && !isAlive(Number(process))) rmSync(path.join(folder, name), { recursive: true });
  }
}

/** Gives the finished folder its name, in place of a damaged one; another process that was faster has the same rows. */
function publish(temporary: string, folder: string): void {
  try {
    if (existsSync(path.join(folder, recordFile)) && readRecord(folder) === undefined)
      rmSync(folder, { recursive: true });
    renameSync(temporary, folder);
  } catch (error) {
    if (!existsSync(path.join(folder, recordFile))) throw error;
  }
}

/**
 * Uses a new folder beside `folder` for a while; it is removed afterwards, by a later process if this one is killed.
 * @param folder its path, lengthened, is that of the new one
 */
export async function withTemporaryFolder<Result>(
  folder: string,
  use: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent);
  const temporary = `${folder}.${process.pid}.${randomBytes(4).toString("hex")}.part`;
  mkdirSync(temporary);
  try {
    return await use(temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const healed = "The prepared data in the cache were damaged; they were prepared again.";

/** The folder above all prepared data. */
export const preparedFolder = (): string => path.join(cacheFolder(), "prepared");

/**
 * The data set that `preparation` describes: opened where it was prepared before, otherwise prepared now. A run that is
 * killed leaves nothing that could be taken for whole; two at once do the work twice and agree.
 * @throws what `prepare` throws; nothing is left then
 */
export async function openPrepared(
  { name, key, prepare }: Preparation,
  { folder = preparedFolder(), inMemory = 2 ** 28 }: PreparedOptions = {},
): Promise<Dataset> {
  const own = path.join(folder, key);
  const found = open(own, name, inMemory);
  if (found !== undefined) return found;
  const damaged = existsSync(path.join(own, recordFile));
  await withTemporaryFolder(own, async (temporary) => {
    await write(temporary, prepare);
    publish(temporary, own);
  });
  const made = open(own, name, inMemory)!;
  return damaged ? { ...made, notes: [...(made.notes ?? []), healed] } : made;
}

/**
 * Opens prepared data in a folder that is known to hold them.
 * @throws UsageError where there are none
 */
export function openPreparedIn(folder: string, name: string, inMemory = 2 ** 28): Dataset {
  return open(folder, name, inMemory) ?? refuse(folder, "prepared data", "none", "send them again");
}
