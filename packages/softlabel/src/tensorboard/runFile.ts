// The file of one run: opened again, it goes on behind its last whole event.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import path from "node:path";
import type { Decoded } from "@softlabel/engine/internal/protobuf";
import { event, type EventDraft } from "./eventMessages.ts";
import { frameRecord, readRecords } from "./recordFile.ts";

/** A run's file, and the events that it holds. */
export interface RunFile {
  readonly file: string;
  readonly events: readonly Decoded<typeof event>[];
}

/** Which run's file to open. */
interface RunName {
  readonly folder: string;
  /** What the events are of, in letters and digits. */
  readonly identity: string;
  /** Seconds since 1970 that a new file begins at. */
  readonly startSeconds: number;
}

const ownFile = /^events\.out\.tfevents\.\d+\.softlabel-(?<identity>\w+)$/;

/** Adds events to the end of the file. */
export function appendEvents(file: string, events: readonly EventDraft[]): void {
  appendFileSync(file, Buffer.concat(events.map((draft) => frameRecord(event.encode(draft)))));
}

/** Removes softlabel's files of events from the folder but those of `identity`; files of other programs stay. */
export function clearRun(folder: string, identity?: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const own = ownFile.exec(name);
    if (own !== null && own.groups?.identity !== identity) rmSync(path.join(folder, name));
  }
}

/** The whole events of a file; what is half-written behind them is cut off. */
function readWhole(file: string): Uint8Array[] {
  const bytes = readFileSync(file);
  const { records, end } = readRecords(bytes);
  if (end < bytes.length) truncateSync(file, end);
  return records;
}

/** Opens the run's file, or begins it. A run holds one training: events of another one under the same name are removed. */
export function openRun({ folder, identity, startSeconds }: RunName): RunFile {
  clearRun(folder, identity);
  const earlier = readdirSync(folder).find((name) => ownFile.test(name));
  const number = String(Math.floor(startSeconds)).padStart(10, "0");
  const file = path.join(folder, earlier ?? `events.out.tfevents.${number}.softlabel-${identity}`);
  const records = earlier === undefined ? [] : readWhole(file);
  if (records.length === 0) appendEvents(file, [{ wallTime: startSeconds, fileVersion: "brain.Event:2" }]);
  return { file, events: records.map((record) => event.decode(record)) };
}
