// What model.json says of a trained model.
import type { Preprocessing } from "@softlabel/data";
import type { DeployedInput } from "../deployment/deployedInput.ts";
import type { ExampleValues } from "../deployment/exampleRow.ts";
import type { Trial } from "../options/trial.ts";
import type { Results, TrialResult } from "./results.ts";

/** A test row, and what the model says of it. */
export interface ModelExample {
  /** By the names of the inputs; absent where the row is an image, which lies in `example.png`. */
  readonly values?: ExampleValues;
  /** The class that the model names. */
  readonly label: string;
  /** And its probability, after temperature scaling. */
  readonly probability: number;
}

/** A trained model in words and numbers: what model.json holds. */
export interface TrainedModel {
  readonly softlabel: string;
  /** Everything that determines the training. */
  readonly training: Trial;
  /** How many seeds of the method it is the best of, by validation log loss; absent if it was trained alone. */
  readonly bestOf?: number;
  readonly command: string;
  readonly data: Results["data"];
  /** What `model.onnx` takes. */
  readonly inputs: readonly DeployedInput[];
  /** Of a table: how `model.onnx` makes features of its columns. */
  readonly preprocessing?: Preprocessing;
  readonly example?: ModelExample;
  /** What `network.onnx` takes: batches [N, ...shape] of this type. */
  readonly network: { readonly shape: readonly number[]; readonly elementType: "uint8" | "float32" };
  readonly result: TrialResult;
}
