// What model.onnx says of itself in its metadata, so that the bare file can be fed.
import { type Preprocessing } from "@softlabel/data";
import { defined } from "../store/defined.ts";
import type { DeployedData, DeployedInput } from "./deployedInput.ts";

/** What the metadata of `model.onnx` hold beside those of the network. */
export interface Deployed {
  readonly inputs: readonly DeployedInput[];
  /** Of a table: the categories, means and deviations inside the graph. */
  readonly preprocessing?: Preprocessing;
}

/** The entries of the metadata, as JSON: `inputs`, and of a table `preprocessing`. */
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
 * Reads what `deployedMetadata` writes.
 * @returns undefined for the metadata of any other file
 */
export function readDeployed(metadata: Readonly<Record<string, string>>): Deployed | undefined {
  const { softlabel, inputs, preprocessing } = metadata;
  if (softlabel === undefined || inputs === undefined) return undefined;
  const columns = preprocessing === undefined ? undefined : (JSON.parse(preprocessing) as Preprocessing);
  return { inputs: JSON.parse(inputs) as DeployedInput[], ...defined({ preprocessing: columns }) };
}
