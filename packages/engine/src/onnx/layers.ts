// Layers that do otherwise in training than in evaluation: which way they go, and what they leave in the graph.

/** A running statistic of a BatchNormalization; the graph has the batch's own value as `batch(<name>)`. */
export interface BatchStatistic {
  /** The initializer of the file that holds the running value. */
  readonly name: string;
  /** Share of the batch's value taken up in each step: running += momentum (batch - running); PyTorch's 0.1. */
  readonly momentum: number;
}

/** What one use of a BatchNormalization saw of its batch; a layer that is used twice has two for each of its statistics. */
export interface BatchUse extends BatchStatistic {
  /** The value of the graph that, times `factor`, is the batch's own. */
  readonly value: string;
  readonly factor: number;
}

/** The mask of a Dropout: an input of the graph that holds 0 or 1/keep, of the shape that the graph says. */
export interface DropoutMask {
  readonly input: string;
  /** The probability with which an element is kept. */
  readonly keep: number;
}

/** How a graph is to be made of a file's layers, and a record of what that left in the graph. */
export interface Layers {
  /** What BatchNormalization normalises by and whether Dropout drops; "as the file" drops nothing. */
  readonly mode: "as the file" | "evaluation" | "training";
  /** Parameters that are not trained: a BatchNormalization whose scale and bias are among them keeps its running statistics. */
  readonly frozen: ReadonlySet<string>;
  /** What changes with the inputs; a BatchNormalization of anything else (weights that are standardised) is the same always. */
  readonly changing: ReadonlySet<string>;
  readonly batches: BatchUse[];
  readonly dropouts: DropoutMask[];
}

/** Layers of that mode, with nothing recorded yet. */
export function layersOf(
  mode: Layers["mode"],
  { frozen = new Set(), changing = new Set() }: Partial<Pick<Layers, "frozen" | "changing">> = {},
): Layers {
  return { mode, frozen, changing, batches: [], dropouts: [] };
}
