// What made-up experiments are made from, for tests.
import type { Dataset } from "@softlabel/data";
import type { ExperimentOptions } from "../packages/experiment/src/options/fields.ts";
import type { Sources } from "../packages/experiment/src/options/sources.ts";
import type { ExperimentRecord } from "../packages/experiment/src/records/experimentRecord.ts";
import { recordFormat } from "../packages/experiment/src/store/recordFormat.ts";
import { version } from "../packages/experiment/src/store/version.ts";

export const madeUpSources: Sources = { fingerprint: "abc", runtimeVersion: "1.0.0", provider: "cpu" };

/** The same of a data set that a run is to accept. */
export function sourcesOfData({ fingerprint }: Pick<Dataset, "fingerprint">): Sources {
  return { ...madeUpSources, fingerprint };
}

/** The record of an experiment that never ran. */
export function madeUpRecord(options: ExperimentOptions, data: ExperimentRecord["data"]): ExperimentRecord {
  const machine = { node: "v20.0.0", cores: 2 };
  const command = "softlabel compare";
  return { format: recordFormat, softlabel: version, options, sources: madeUpSources, data, command, machine };
}
