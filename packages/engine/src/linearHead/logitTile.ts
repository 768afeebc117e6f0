// A tile of logits, some rows by some classes: its sessions, and buffers that are used again and again.
import { openSession, type OnnxRuntime, type Session } from "../onnx/runtime.ts";
import { backwardGraph, forwardGraph, softmaxGraph, type TileSize } from "./logitTileGraphs.ts";
import { floats, runIntoFor, type RunInto, type Tensors } from "../training/runInto.ts";

/** What a tile sees of a linear layer, or of its gradients: the rows' features, and its own classes' weights. */
export interface TileLayer {
  /** h, [rows, features] */
  readonly hidden: Float32Array;
  /** W, [classes, features] */
  readonly weight: Float32Array;
  /** [classes] */
  readonly bias: Float32Array;
}

/** What makes the softmax's gradient of logits, a number per row: factor · exp(z - largest) - offset. */
export interface SoftmaxRows {
  readonly largest: Float32Array;
  readonly factor: Float32Array;
  readonly offset: Float32Array;
}

/** Which logit of a row does not count as it is, a number per row: the class's position in the tile, and what it is at most. */
export interface LogitCeilings {
  readonly position: Int32Array;
  readonly ceiling: Float32Array;
}

/** Over the classes of a tile, a number per row: under its ceilings the largest logit and Σ exp(z - largest); and Σ z. */
export interface TileStatistics {
  readonly largest: Float32Array;
  readonly spread: Float32Array;
  readonly total: Float32Array;
}

type Sessions = Readonly<Record<"forward" | "softmax" | "backward", Session>>;

function layerTensors({ rows, classes, features }: TileSize, { hidden, weight, bias }: TileLayer) {
  return {
    hidden: floats([rows, features], hidden),
    weight: floats([classes, features], weight),
    bias: floats([classes], bias),
  };
}

/** Tiles of one size, one after another. */
export class LogitTile {
  readonly size: TileSize;
  /** Of the last tile. */
  readonly statistics: TileStatistics;
  /** dz of the last tile, [rows, classes]; what is changed here before `backward` counts. */
  readonly gradient: Float32Array;
  readonly #sessions: Sessions;
  readonly #runInto: RunInto;
  readonly #sums: TileLayer;

  private constructor(size: TileSize, sessions: Sessions, runInto: RunInto) {
    const { rows, classes, features } = size;
    const perRow = (): Float32Array => new Float32Array(rows);
    this.size = size;
    this.statistics = { largest: perRow(), spread: perRow(), total: perRow() };
    this.gradient = new Float32Array(rows * classes);
    this.#sessions = sessions;
    this.#runInto = runInto;
    const [hidden, weight] = [new Float32Array(rows * features), new Float32Array(classes * features)];
    this.#sums = { hidden, weight, bias: new Float32Array(classes) };
  }

  /** Opens the sessions. */
  static async open(
    ort: OnnxRuntime,
    size: TileSize,
    options: { readonly threads?: number | undefined },
  ): Promise<LogitTile> {
    const graphs = [forwardGraph(size), softmaxGraph(size), backwardGraph(size)];
    const [forward, softmax, backward] = await Promise.all(graphs.map((graph) => openSession(ort, graph, options)));
    return new LogitTile(size, { forward, softmax, backward }, await runIntoFor(ort));
  }

  /** z = h Wᵀ + bias into `logits`, [rows, classes], and its statistics. */
  async forward(layer: TileLayer, { position, ceiling }: LogitCeilings, logits: Float32Array): Promise<void> {
    const ceilings = {
      position: { elementType: "int32", shape: [this.size.rows, 1], data: position },
      ...this.#perRow({ ceiling }),
    } as const;
    const results = { logits: this.#tile(logits), ...this.#perRow({ ...this.statistics }) };
    await this.#runInto(this.#sessions.forward, { ...layerTensors(this.size, layer), ...ceilings }, results);
  }

  /** The softmax's gradient into `gradient`. */
  async softmax(logits: Float32Array, rows: SoftmaxRows): Promise<void> {
    const feeds = { logits: this.#tile(logits), ...this.#perRow({ ...rows }) };
    await this.#runInto(this.#sessions.softmax, feeds, { gradient: this.#tile(this.gradient) });
  }

  /** Adds dz W, dzᵀ h and dz's sum over rows to the layer's gradients. */
  async backward(layer: TileLayer, gradients: TileLayer): Promise<void> {
    const { hidden, weight } = layerTensors(this.size, layer);
    const soFar = layerTensors(this.size, gradients);
    const sums = layerTensors(this.size, this.#sums);
    const feeds = { hiddenSoFar: soFar.hidden, weightSoFar: soFar.weight, biasSoFar: soFar.bias };
    const fetches = { hiddenGradient: sums.hidden, weightGradient: sums.weight, biasGradient: sums.bias };
    await this.#runInto(
      this.#sessions.backward,
      { gradient: this.#tile(this.gradient), hidden, weight, ...feeds },
      fetches,
    );
    // The runtime cannot write over what it reads, so sums are copied back: a tile at a time, still in the cache.
    gradients.hidden.set(this.#sums.hidden);
    gradients.weight.set(this.#sums.weight);
    gradients.bias.set(this.#sums.bias);
  }

  /** Frees the sessions. */
  async release(): Promise<void> {
    await Promise.all(Object.values(this.#sessions).map((session) => session.release()));
  }

  #tile(data: Float32Array): Tensors[string] {
    return floats([this.size.rows, this.size.classes], data);
  }

  #perRow(arrays: Readonly<Record<string, Float32Array>>): Tensors {
    return Object.fromEntries(
      Object.entries(arrays).map(([name, data]) => [name, floats([this.size.rows, 1], data)] as const),
    );
  }
}
