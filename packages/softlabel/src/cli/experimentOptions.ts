// What compare and train share: flags to options, loading the data, stopping at Ctrl-C.
import path from "node:path";
import type { Dataset } from "@softlabel/data";
import {
  completeOptions,
  type ExperimentOptions,
  type GivenOptions,
  normalised,
  resolveOptions,
  type Runtime,
  withEpochs,
} from "@softlabel/experiment/internal";
import { readInput } from "../folder/files.ts";
import { loadData } from "../folder/loadData.ts";
import { downloadLine } from "./progress.ts";
import { runtimeFor } from "./runtimeFor.ts";

/** Options as commander gives them: experiment fields as text, and how to run. */
export interface ExperimentFlags extends Omit<GivenOptions, "data"> {
  readonly out?: string;
  readonly takeOver?: boolean;
  readonly dataDir?: string;
  readonly tensorboard?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** The checked options, the data and where they were looked for, its runtime. */
interface Prepared {
  readonly experiment: ExperimentOptions;
  readonly dataset: Dataset;
  readonly runtime: Runtime;
  readonly location: { readonly dataDirectory?: string | undefined };
}

/** Checks the options, then loads the data they name. */
export async function prepare(data: string | undefined, options: ExperimentFlags): Promise<Prepared> {
  const asked = resolveOptions({ ...options, data });
  const location = options.dataDir === undefined ? {} : { dataDirectory: path.resolve(options.dataDir) };
  const loaded = await loadData(asked, { ...location, onProgress: downloadLine(process.stderr) });
  const runtime = await runtimeFor(asked.runtime);
  const experiment = withEpochs(completeOptions(asked, loaded, runtime, readInput), loaded, readInput);
  return { experiment, dataset: normalised(loaded, experiment.normalise), runtime, location };
}

/** Ctrl-C stops the workers, and the finished runs are still reported; a second one ends the command at once. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  return controller.signal;
}

/** The command line, for the record. */
export function commandLine(): string {
  return `softlabel ${process.argv.slice(2).join(" ")}`;
}
