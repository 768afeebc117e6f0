// The probabilities that a trial of an experiment's folder gives the test images.
import { readFileSync } from "node:fs";
import path from "node:path";

/** A training in the folder of an experiment. */
export interface Predicted {
  readonly out: string;
  readonly method: string;
  readonly seed: number;
}

const classes = 10;
const images = 10_000;
/** The first image of the last batch of 64. */
const sample = 9984;

/** The last bytes of a file of the trial, which are its array. */
function arrayOf({ out, method, seed }: Predicted, name: string, bytes: number): ArrayBuffer {
  const folder = path.join(out, "trials", `${method.replace(":", "_")}-s${seed}`);
  return Uint8Array.from(readFileSync(path.join(folder, name)).subarray(-bytes)).buffer;
}

/** softmax(z) of every test image. */
function probabilitiesOf(predicted: Predicted): Float64Array[] {
  const logits = new Float32Array(arrayOf(predicted, "logits.npy", 4 * classes * images));
  return Array.from({ length: images }, (_, n) => {
    const row = Float64Array.from(logits.subarray(classes * n, classes * (n + 1)));
    const most = Math.max(...row);
    const powers = row.map((logit) => Math.exp(logit - most));
    const sum = powers.reduce((total, power) => total + power);
    return powers.map((power) => power / sum);
  });
}

/** The probability of the one image's class. */
export function sampleOf(predicted: Predicted): number {
  const labels = new Int32Array(arrayOf(predicted, "labels.npy", 4 * images));
  return probabilitiesOf(predicted)[sample][labels[sample]];
}

/** The largest probability of every test image. */
export function confidencesOf(predicted: Predicted): number[] {
  return probabilitiesOf(predicted).map((row) => Math.max(...row));
}
