// Observes the penultimate layer of a trained model: selects rows, and finds the last linear layer among its arrays.
import { createRandom } from "@softlabel/core";
import { selectRows, type Examples, type Model, type Trainer } from "@softlabel/engine";
import type { Penultimate, PenultimateRows } from "../records/penultimateRecord.ts";
import { defined } from "../store/defined.ts";

const mostRows = 2000;
/** Most values per split: 16 MB of float32. */
const mostValues = 2 ** 22;

/**
 * Selects equally many rows per class, in their order: the same for all trials on the same data.
 * @param most number of rows in total
 */
export function balancedRows(labels: Int32Array, classes: number, most: number): Int32Array {
  const shuffled = createRandom("rows of the penultimate layer").shuffle(Int32Array.from(labels, (_, row) => row));
  const taken = new Int32Array(classes);
  const quota = Math.floor(most / classes);
  return shuffled.filter((row) => taken[labels[row]]++ < quota).sort();
}

/** Transposes a matrix [rows, columns]. */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
}

/** Whether W x + b equals the logits of the first rows, up to float32 rounding. */
function givesLogits({ classes, weight, bias }: Penultimate["head"], { logits, features }: Observed): boolean {
  const width = weight.length / classes;
  const rows = Math.min(16, logits.length / classes);
  return logits.subarray(0, rows * classes).every((logit, i) => {
    const [row, k] = [Math.floor(i / classes), i % classes];
    let [sum, size] = [bias?.[k] ?? 0, Math.abs(bias?.[k] ?? 0)];
    for (let d = 0; d < width; d++) {
      const term = weight[k * width + d] * features[row * width + d];
      sum += term;
      size += Math.abs(term);
    }
    return Math.abs(logit - sum) <= 1e-4 * (size + 1e-3);
  });
}

type Observed = Readonly<Record<"logits" | "features", Float32Array>>;

/** The arrays that may be the weight, as [K, D], and those that may be the bias, the last first. */
function candidatesOf({ parameters }: Model, values: readonly Float32Array[], classes: number, width: number) {
  const ofShape = (...shape: number[]): Float32Array[] =>
    values.filter((_, i) => parameters[i].shape.join() === shape.join()).reverse();
  const turned = ofShape(width, classes).map((each) => transpose(each, width, classes));
  return { weights: [...ofShape(classes, width), ...turned], biases: [...ofShape(classes), undefined] };
}

/** Finds the linear layer from features to logits by its numbers, whatever its name and layout. */
function findHead(
  model: Model,
  values: readonly Float32Array[],
  observed: Observed,
  classes: number,
): Penultimate["head"] | undefined {
  const width = (observed.features.length / observed.logits.length) * classes;
  const { weights, biases } = candidatesOf(model, values, classes, width);
  return weights
    .flatMap((weight) => biases.map((bias) => ({ classes, weight, ...defined({ bias }) })))
    .find((head) => givesLogits(head, observed));
}

/** The number of features. */
function widthOf(model: Model): number {
  return model.graph(1).types.get("features")!.shape[1];
}

/**
 * The input of the last layer of a trained model for some training and test rows, with their clean labels.
 * @returns undefined if the last layer is not linear, or too wide to keep one row per class
 */
export async function observePenultimate(
  trainer: Trainer,
  model: Model,
  { train, test }: { readonly train: Examples; readonly test: Examples },
): Promise<Penultimate | undefined> {
  const { classes } = model.input;
  const most = Math.min(mostRows, Math.floor(mostValues / widthOf(model)));
  const observe = async (examples: Examples): Promise<{ rows: PenultimateRows; observed: Observed }> => {
    const chosen = selectRows(examples, balancedRows(examples.labels, classes, most));
    const { logits, features = new Float32Array() } = await trainer.predict(chosen, { features: true });
    return { rows: { features, labels: chosen.labels }, observed: { logits, features } };
  };
  if (most < classes) return undefined;
  const [onTrain, onTest] = [await observe(train), await observe(test)];
  if (onTest.rows.labels.length === 0) return undefined;
  const head = findHead(model, trainer.parameters(), onTest.observed, classes);
  return head === undefined ? undefined : { head, train: onTrain.rows, test: onTest.rows };
}
