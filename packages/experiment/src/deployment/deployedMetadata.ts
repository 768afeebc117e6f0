// What model.onnx says of itself in its metadata, so that the bare file can be fed.
import { type Preprocessing } from "@softlabel/data";
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
  const columns = preprocessing === undefined ? {} : { preprocessing: JSON.stringify(preprocessing) };
  return { inputs: JSON.stringify(inputs), ...columns };
}

/**
 * Reads what `deployedMetadata` writes.
 * @returns undefined for the metadata of any other file
 */
export function readDeployed(metadata: Readonly<Record<string, string>>): Deployed | undefined {
  const { softlabel, inputs, preprocessing } = metadata;
  if (softlabel === undefined || inputs === undefined) return undefined;
  const columns = preprocessing === undefined ? {} : { preprocessing: JSON.parse(preprocessing) as Preprocessing };
  return { inputs: JSON.parse(inputs) as DeployedInput[], ...columns };
}
