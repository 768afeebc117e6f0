// Observes the penultimate layer of a trained model: which rows, and which of its arrays are the last linear layer.
import { createRandom } from "@softlabel/core";
import { selectRows, type Examples, type Model, type Predictions, type Trainer } from "@softlabel/engine";
import type { Penultimate, PenultimateRows } from "../records/penultimateRecord.ts";
import { defined } from "../store/defined.ts";

const mostRows = 2000;
/** Values of a part's record: 16 MB of float32. */
const mostValues = 2 ** 22;

/**
 * As many rows of every class, in their order: the same for all trials on the same data.
 * @param most rows in all
 */
export function balancedRows(labels: Int32Array, classes: number, most: number): Int32Array {
  const shuffled = createRandom("rows of the penultimate layer").shuffle(Int32Array.from(labels, (_, row) => row));
  const taken = new Int32Array(classes);
  const quota = Math.floor(most / classes);
  return shuffled.filter((row) => taken[labels[row]]++ < quota).sort();
}

/** The rows of a matrix [rows, columns] as columns. */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
}

/** Whether W x + b gives the logits of the first rows, to float32's rounding. */
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

type Observed = Required<Pick<Predictions, "logits" | "features">>;

/** Every array that may be the weight, as [K, D], and every one that may be the bias: the last come first. */
function candidatesOf({ parameters }: Model, values: readonly Float32Array[], classes: number, width: number) {
  const ofShape = (...shape: number[]): Float32Array[] =>
    values.filter((_, i) => parameters[i].shape.join() === shape.join()).reverse();
  const turned = ofShape(width, classes).map((each) => transpose(each, width, classes));
  return { weights: [...ofShape(classes, width), ...turned], biases: [...ofShape(classes), undefined] };
}

/** The linear layer that makes the logits of the features: found by its numbers, whatever it is called and however it is stored. */
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

/** The number of features that the last layer sees. */
function widthOf(model: Model): number {
  return model.graph(1).types.get("features")!.shape[1];
}

/**
 * What the last layer of a trained model sees of some training and test rows, with the labels they really have.
 * @returns nothing where the last layer is no linear one of the model's own, or too wide to keep a row of each class
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
