// The memory of a process and of all that it started, from Linux's /proc.
import { readdirSync, readFileSync } from "node:fs";

interface ProcessStatus {
  readonly parent: number;
  /** Resident bytes now. */
  readonly resident: number;
}

/** A field of /proc/N/status: a number, in kB where it is memory. */
const field = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);

function statusOf(id: number): ProcessStatus | undefined {
  try {
    const text = readFileSync(`/proc/${id}/status`, "utf8");
    return { parent: field(text, "PPid"), resident: 1024 * field(text, "VmRSS") };
  } catch {
    // The process has ended since it was listed.
    return undefined;
  }
}

/** Resident bytes of each process of the tree under `root`, the root's first. */
export function residentBytes(root: number): number[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const processes = new Map(ids.map((id) => [Number(id), statusOf(Number(id))] as const));
  const below = (id: number): number[] => {
    const children = [...processes].filter(([, status]) => status?.parent === id).map(([child]) => child);
    return [processes.get(id)?.resident ?? 0, ...children.flatMap(below)];
  };
  return below(root);
}
