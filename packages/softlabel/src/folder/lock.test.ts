// One process writes to a folder; a lock is taken over where its holder is over for certain, or on request.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "./lock.ts";

let folder = "";
const lock = (): string => path.join(folder, "running");
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), "softlabel-lock-")), "run");
});

/** Leaves the lock of another process: this one's with other fields. */
function leave(fields: Readonly<Record<string, unknown>>): void {
  const unlock = lockFolder(folder);
  const own = JSON.parse(readFileSync(lock(), "utf8")) as object;
  unlock();
  writeFileSync(lock(), JSON.stringify({ ...own, ...fields }));
}

describe("lockFolder", () => {
  it("makes a lock that its holder removes", () => {
    const unlock = lockFolder(folder);
    expect(JSON.parse(readFileSync(lock(), "utf8"))).toMatchObject({ pid: process.pid });
    unlock();
    expect(existsSync(lock())).toBe(false);
  });

  it.each([
    ["a process that does not run", { pid: 2 ** 22 + 1 }],
    ["an earlier process of the same number", { pid: process.ppid, started: "1" }],
    ["this process", {}],
  ])("takes over the lock of %s", (_, fields) => {
    leave(fields);
    const unlock = lockFolder(folder);
    expect(JSON.parse(readFileSync(lock(), "utf8"))).toMatchObject({ pid: process.pid });
    unlock();
  });

  it.each([
    ["a process of another machine", { pid: 2 ** 22 + 1, host: "elsewhere" }, '"process 4194305 on elsewhere"'],
    ["a process before the machine started again", { pid: 2 ** 22 + 1, boot: "before" }, '"process 4194305 on '],
  ])("refuses that of %s, unless it is told to take it over", (_, fields, message) => {
    leave(fields);
    expect(() => lockFolder(folder)).toThrow(message);
    expect(() => lockFolder(folder)).toThrow("if it is certainly over, add --take-over");
    lockFolder(folder, true)();
    expect(existsSync(lock())).toBe(false);
  });

  it("refuses that of a process that runs", () => {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    leave({ pid: process.ppid, started: stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] });
    expect(() => lockFolder(folder)).toThrow(`got "process ${process.ppid} on `);
  });

  it("refuses one that is damaged", () => {
    mkdirSync(folder);
    writeFileSync(lock(), "");
    expect(() => lockFolder(folder)).toThrow('got "a lock that is damaged"');
  });

  it("keeps the lock of a process that took the folder over", () => {
    const unlock = lockFolder(folder);
    writeFileSync(lock(), JSON.stringify({ host: "elsewhere", pid: 1 }));
    unlock();
    expect(existsSync(lock())).toBe(true);
  });
});
