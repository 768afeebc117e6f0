// A linear layer followed by cross-entropy, with gradients, of which only some rows' logits exist at a time.
import { gatherRows } from "../training/examples/batches.ts";
import {
  readLinearOptions,
  readLinearProblem,
  type FloatTensor,
  type LinearCrossEntropyOptions,
  type LinearProblem,
} from "./linearProblem.ts";
import { LogitTile, type TileLayer } from "./logitTile.ts";
import { SoftmaxChunk, type ClassSpan } from "./softmaxChunk.ts";
import { checkRuntime, type OnnxRuntime } from "../onnx/runtime.ts";

/** A loss, and its gradients in the shapes of what they belong to. */
export interface LinearCrossEntropyResult {
  readonly loss: number;
  readonly gradients: Readonly<Record<"hidden" | "weight" | "bias", FloatTensor>>;
}

/** A tile, and where among the classes it is. */
interface PlacedTile extends ClassSpan {
  readonly tile: LogitTile;
}

/** The classes from tile to tile; the last tile, where it is smaller, has sessions of its own. */
async function openTiles(ort: OnnxRuntime, problem: LinearProblem, threads?: number): Promise<PlacedTile[]> {
  const { classes, features, chunkRows: rows, tileClasses } = problem;
  const sizes = [tileClasses, classes % tileClasses].filter((size) => size > 0);
  const opened = await Promise.all(
    sizes.map((size) => LogitTile.open(ort, { rows, classes: size, features }, { threads })),
  );
  return Array.from({ length: Math.ceil(classes / tileClasses) }, (_, i) => {
    const tile = opened[(i + 1) * tileClasses <= classes ? 0 : 1];
    return { tile, first: i * tileClasses, classes: tile.size.classes };
  });
}

/** A tile's part of a layer, or of its gradients. */
function partOf(layer: TileLayer, features: number, { first, classes }: ClassSpan): TileLayer {
  const end = first + classes;
  const weight = layer.weight.subarray(first * features, end * features);
  return { hidden: layer.hidden, weight, bias: layer.bias.subarray(first, end) };
}

/** Runs the chunks of rows one after another. */
class Passes {
  readonly #problem: LinearProblem;
  readonly #tiles: readonly PlacedTile[];
  readonly #chunk: SoftmaxChunk;
  /** Of a chunk, tile after tile, each row-major. */
  readonly #logits: Float32Array;
  readonly #layer: TileLayer;
  readonly #gradients: TileLayer;

  constructor(problem: LinearProblem, tiles: readonly PlacedTile[], gradients: TileLayer) {
    const { chunkRows, classes, features, target, weight, bias } = problem;
    this.#problem = problem;
    this.#tiles = tiles;
    this.#chunk = new SoftmaxChunk(chunkRows, target);
    this.#logits = new Float32Array(chunkRows * classes);
    this.#layer = { hidden: new Float32Array(chunkRows * features), weight, bias };
    this.#gradients = { ...gradients, hidden: new Float32Array(chunkRows * features) };
  }

  /** The sum of the losses of a chunk of rows; their gradients are added to the weight's and put into `hidden`. */
  async run(rows: Int32Array, hidden: Float32Array): Promise<number> {
    const { features, scale, targets } = this.#problem;
    gatherRows(this.#problem.hidden, features, rows, 0, rows.length, this.#layer.hidden);
    this.#chunk.begin(rows.map((row) => targets[row]));
    await this.#forward();
    const loss = this.#chunk.finish(scale, (row) => rows[row]);
    this.#gradients.hidden.fill(0);
    await this.#backward();
    rows.forEach((row, i) => {
      hidden.set(this.#gradients.hidden.subarray(i * features, (i + 1) * features), row * features);
    });
    return loss;
  }

  async #forward(): Promise<void> {
    for (const placed of this.#tiles) {
      const logits = this.#logitsOf(placed);
      const layer = partOf(this.#layer, this.#problem.features, placed);
      await placed.tile.forward(layer, this.#chunk.withoutLabels(placed), logits);
      this.#chunk.include(placed.tile.statistics, logits, placed);
    }
  }

  async #backward(): Promise<void> {
    const { features } = this.#problem;
    for (const placed of this.#tiles) {
      const { tile } = placed;
      await tile.softmax(this.#logitsOf(placed), this.#chunk.rows);
      this.#chunk.putLabels(tile.gradient, placed);
      await tile.backward(partOf(this.#layer, features, placed), partOf(this.#gradients, features, placed));
    }
  }

  #logitsOf({ first, classes }: ClassSpan): Float32Array {
    const rows = this.#problem.chunkRows;
    return this.#logits.subarray(rows * first, rows * (first + classes));
  }
}

/** Runs all chunks; returns the sum of the rows' losses. */
async function runChunks(ort: OnnxRuntime, problem: LinearProblem, threads: number | undefined, into: TileLayer) {
  const { counted, chunkRows } = problem;
  const tiles = await openTiles(ort, problem, threads);
  const passes = new Passes(problem, tiles, into);
  let loss = 0;
  try {
    for (let from = 0; from < counted.length; from += chunkRows)
      loss += await passes.run(counted.subarray(from, from + chunkRows), into.hidden);
  } finally {
    await Promise.all([...new Set(tiles.map(({ tile }) => tile))].map((tile) => tile.release()));
  }
  return loss;
}

/**
 * The loss of a linear layer followed by cross-entropy, and its gradients in the layer's inputs and parameters:
 * z = h Wᵀ + bias, loss = Σ_rows (log Σ_c exp z_c - Σ_c q_c z_c), with targets smoothed as by `crossEntropy`. All logits
 * at once, which for large vocabularies take more memory than everything else, are never held: rows go in chunks, and
 * classes in tiles. ONNX Runtime multiplies matrices in float32, and sums the exponentials of a tile's classes; sums over
 * tiles, and of rows' losses, are float64's. The label's class is kept out of the sum over the others, so that however sure a
 * row is, its loss has the digits that its float32 logits determine: with hard targets and tiles of 2048 classes relative
 * errors were at most 3e-7, and those of the logits' gradient 3e-7 of its largest element.
 * @param hidden h, [N, D]
 * @param weight W, [K, D]
 * @param targets a class index a row, [N]
 * @param options see `LinearCrossEntropyOptions`
 * @returns the loss, NaN for the mean of no rows, and the gradients of hidden [N, D], weight [K, D] and bias [K]; rows
 *   that are left out have gradient zero
 * @throws UsageError for arrays that do not fit one another, a label that is not a class (with its row), options out of
 *   range, and logits that are not finite
 * @example
 * ```ts
 * import * as ort from "onnxruntime-node";
 * import { linearCrossEntropy } from "@softlabel/engine";
 * const hidden = { shape: [1, 2], data: new Float32Array([1, 0]) };
 * const weight = { shape: [2, 2], data: new Float32Array([0, 1, 0, 2]) };
 * const { loss, gradients } = await linearCrossEntropy(hidden, weight, new Int32Array([1]), { ort, smoothing: 0.2 });
 * loss; // => Math.log(2)
 * Array.from(gradients.weight.data); // => [0.4, 0, -0.4, 0]
 * Array.from(gradients.hidden.data); // => [0, -0.4]
 * ```
 * @see Hsu et al. 2024, "Liger Kernel", arXiv:2410.10989; Wijmans et al. 2024, "Cut Your Losses", arXiv:2411.09009
 */
export async function linearCrossEntropy(
  hidden: FloatTensor,
  weight: FloatTensor,
  targets: Int32Array,
  options: LinearCrossEntropyOptions,
): Promise<LinearCrossEntropyResult> {
  const { ort, threads, ...rest } = readLinearOptions(options);
  checkRuntime(ort);
  const problem = readLinearProblem(hidden, weight, targets, { ort, threads, ...rest });
  const { counted, classes, scale } = problem;
  const sums = {
    hidden: new Float32Array(hidden.data.length),
    weight: new Float32Array(weight.data.length),
    bias: new Float32Array(classes),
  };
  const loss = counted.length === 0 ? 0 : await runChunks(ort, problem, threads, sums);
  const gradients = {
    hidden: { shape: hidden.shape, data: sums.hidden },
    weight: { shape: weight.shape, data: sums.weight },
    bias: { shape: [classes], data: sums.bias },
  };
  return { loss: loss * scale, gradients };
}
