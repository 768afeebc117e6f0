// What model.json says of a trained model.
import type { Preprocessing } from "@softlabel/data";
import type { DeployedInput } from "../deployment/deployedInput.ts";
import type { ExampleValues } from "../deployment/exampleRow.ts";
import type { Trial } from "../options/trial.ts";
import type { Results, TrialResult } from "./results.ts";

/** A test row with the model's prediction. */
export interface ModelExample {
  /** By the names of the inputs; absent for images, which are in `example.png`. */
  readonly values?: ExampleValues;
  /** The predicted class. */
  readonly label: string;
  /** The probability of the predicted class, after temperature scaling. */
  readonly probability: number;
}

/** The content of model.json: a trained model in words and numbers. */
export interface TrainedModel {
  readonly softlabel: string;
  /** Everything that determines the run. */
  readonly training: Trial;
  /** The number of seeds that it is the best of, by validation log loss; absent if it was trained alone. */
  readonly bestOf?: number;
  readonly command: string;
  readonly data: Results["data"];
  /** The inputs of `model.onnx`. */
  readonly inputs: readonly DeployedInput[];
  /** For tables: how `model.onnx` makes features from columns. */
  readonly preprocessing?: Preprocessing;
  readonly example?: ModelExample;
  /** The input of `network.onnx`: batches [N, ...shape] of this type. */
  readonly network: { readonly shape: readonly number[]; readonly elementType: "uint8" | "float32" };
  readonly result: TrialResult;
}
