// Keeps a second process out of a folder of records: a file made exclusively, which says who holds it.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { fail } from "@softlabel/core/internal";
import { isAlive } from "@softlabel/data/node/internal";
import { parseJson } from "@softlabel/experiment/internal";
import { codeOf, readIfPresent, refuseWrite } from "./files.ts";

/** A process, so that no other, later one is taken for it. */
interface Holder {
  readonly host: string;
  /** Changes whenever the machine starts; empty where the system does not tell. */
  readonly boot: string;
  readonly pid: number;
  /** When the process started, in ticks since the boot; empty where the system does not tell. */
  readonly started: string;
}

function readSystemFile(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}

/** The start of a process: field 22 of its line, counted behind its name, which may hold blanks and brackets. */
const startOf = (pid: number): string =>
  readSystemFile(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, "")
    .split(" ")[19] ?? "";

const thisProcess = (): Holder => ({
  host: hostname(),
  boot: readSystemFile("/proc/sys/kernel/random/boot_id"),
  pid: process.pid,
  started: startOf(process.pid),
});

const sameProcess = (a: Holder, b: Holder): boolean => a.pid === b.pid && a.started === b.started;

/** Whether the holder is over for certain: a process of this machine, since it started, that does not run any more. */
function isOver(holder: Holder, own: Holder): boolean {
  if (holder.host !== own.host || holder.boot !== own.boot) return false;
  return sameProcess(holder, own) || !isAlive(holder.pid) || startOf(holder.pid) !== holder.started;
}

function holderIn(file: string): Holder | undefined {
  const found = parseJson(readIfPresent(file)) as Partial<Holder> | null | undefined;
  return typeof found?.pid === "number" && typeof found.host === "string" ? (found as Holder) : undefined;
}

/** Refuses a folder that is held, or sets its lock aside where the holder is over. */
function setAside(folder: string, file: string, own: Holder, takeOver: boolean): void {
  const holder = holderIn(file);
  if (!takeOver && (holder === undefined || !isOver(holder, own))) {
    const got = holder === undefined ? "a lock that is damaged" : `process ${holder.pid} on ${holder.host}`;
    const remedy = "wait for it, or choose another --out; if it is certainly over, add --take-over";
    fail(folder, "no other softlabel at work there", got, remedy);
  }
  const aside = `${file}.${own.pid}.old`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/**
 * Makes this process the only one that writes to the folder; returns how to give that up.
 * @param takeOver whether a lock is taken whose holder may still run, such as one of another machine
 * @throws UsageError where another process holds it, or the folder cannot be written to
 */
export function lockFolder(folder: string, takeOver = false): () => void {
  const file = path.join(folder, "running");
  const own = thisProcess();
  for (let force = takeOver; ; force = false) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, JSON.stringify(own), { flag: "wx" });
      break;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") refuseWrite(folder, error);
      setAside(folder, file, own, force);
    }
  }
  return () => {
    const holder = holderIn(file);
    if (holder !== undefined && sameProcess(holder, own)) rmSync(file, { force: true });
  };
}
