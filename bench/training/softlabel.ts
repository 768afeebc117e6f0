// softlabel as contestants: its process from source, once for each number of threads.
import { fileURLToPath } from "node:url";
import type { Contestant, EpochResult, TrainingOptions } from "./contestant.ts";
import { startProcess } from "./contestantProcess.ts";

const script = fileURLToPath(new URL("softlabelProcess.ts", import.meta.url));
// The loader for modules alone: with the one that also hooks into CommonJS, epochs measured up to a third longer.
export const fromSource = ["--import", "tsx/esm", "--conditions=@softlabel/source"];

/** Starts softlabel with a number of threads. */
export function startSoftlabel(threads: number, options: TrainingOptions): Contestant {
  const args = [...fromSource, script, JSON.stringify([threads, options])];
  const name = `softlabel ${threads}`;
  return { name, isPeer: false, ...startProcess<EpochResult>(name, process.execPath, args) };
}
