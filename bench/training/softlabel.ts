// softlabel as contestants: its process from source, once for each number of threads.
import { fileURLToPath } from "node:url";
import type { Contestant, TrainingOptions } from "./contestant.ts";
import { startProcess } from "./contestantProcess.ts";

const script = fileURLToPath(new URL("softlabelProcess.ts", import.meta.url));
// The loader for modules alone: with the one that also hooks into CommonJS, epochs measured up to a third longer.
const fromSource = ["--import", "tsx/esm", "--conditions=@softlabel/source"];

/** Starts softlabel with a number of threads. */
export function startSoftlabel(threads: number, options: TrainingOptions): Contestant {
  const args = [...fromSource, script, JSON.stringify([threads, options])];
  return startProcess({ name: `softlabel ${threads}`, isPeer: false }, process.execPath, args);
}
