// The metadata of model.onnx, from which the file alone can be run.
import { type Preprocessing } from "@softlabel/data";
import { defined } from "../store/defined.ts";
import type { DeployedData, DeployedInput } from "./deployedInput.ts";

/** The metadata of `model.onnx` besides those of the network. */
export interface Deployed {
  readonly inputs: readonly DeployedInput[];
  /** For tables: the categories, means and deviations in the graph. */
  readonly preprocessing?: Preprocessing;
}

/** The metadata entries as JSON: `inputs`, and for tables `preprocessing`. */
export function deployedMetadata(
  inputs: readonly DeployedInput[],
  { preprocessing }: Pick<DeployedData, "preprocessing">,
): Record<string, string> {
  return {
    inputs: JSON.stringify(inputs),
    ...defined({ preprocessing: preprocessing && JSON.stringify(preprocessing) }),
  };
}

/**
 * Reads the entries of `deployedMetadata`.
 * @returns undefined for the metadata of any other file
 */
export function readDeployed(metadata: Readonly<Record<string, string>>): Deployed | undefined {
  const { softlabel, inputs, preprocessing } = metadata;
  if (softlabel === undefined || inputs === undefined) return undefined;
  const columns = preprocessing === undefined ? undefined : (JSON.parse(preprocessing) as Preprocessing);
  return { inputs: JSON.parse(inputs) as DeployedInput[], ...defined({ preprocessing: columns }) };
}
