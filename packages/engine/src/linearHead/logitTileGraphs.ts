// The graphs of a tile of logits: forward with what a softmax needs to know, the softmax's gradient, and backward.
import { GraphBuilder } from "../onnx/builder.ts";
import { int, text, type Graph } from "../onnx/graph.ts";

/** How many rows and classes a tile has, and how many features go in. */
export interface TileSize {
  readonly rows: number;
  readonly classes: number;
  readonly features: number;
}

const kept = { keepdims: int(1) };

/**
 * z = h Wᵀ + bias and Σ z over its classes; over them with one z a row, that of the class `position`, held below `ceiling`,
 * the largest z and Σ exp(z - largest).
 */
export function forwardGraph({ rows, classes, features }: TileSize): Graph {
  const builder = new GraphBuilder("tileForward");
  const layer = [
    builder.input("hidden", "float32", [rows, features]),
    builder.input("weight", "float32", [classes, features]),
    builder.input("bias", "float32", [classes]),
  ];
  const position = builder.input("position", "int32", [rows, 1]);
  const ceiling = builder.input("ceiling", "float32", [rows, 1]);
  const over = builder.int64([1]);
  const logits = builder.node("Gemm", layer, { transB: int(1) }, "logits");
  const lowered = { axis: int(1), reduction: text("min") };
  const others = builder.node("ScatterElements", [logits, position, ceiling], lowered);
  const largest = builder.node("ReduceMax", [others, over], kept, "largest");
  const powers = builder.node("Exp", [builder.node("Sub", [others, largest])]);
  const spread = builder.node("ReduceSum", [powers, over], kept, "spread");
  const total = builder.node("ReduceSum", [logits, over], kept, "total");
  for (const output of [logits, largest, spread, total]) builder.output(output);
  return builder.build();
}

/** factor · exp(z - largest) - offset. */
export function softmaxGraph({ rows, classes }: TileSize): Graph {
  const builder = new GraphBuilder("tileSoftmax");
  const logits = builder.input("logits", "float32", [rows, classes]);
  const [largest, factor, offset] = ["largest", "factor", "offset"].map((name) =>
    builder.input(name, "float32", [rows, 1]),
  );
  const powers = builder.node("Exp", [builder.node("Sub", [logits, largest])]);
  builder.output(builder.node("Sub", [builder.node("Mul", [powers, factor]), offset], {}, "gradient"));
  return builder.build();
}

/** What is there so far, and dz W, dzᵀ h and dz's sum over rows added to it. */
export function backwardGraph({ rows, classes, features }: TileSize): Graph {
  const builder = new GraphBuilder("tileBackward");
  const gradient = builder.input("gradient", "float32", [rows, classes]);
  const hidden = builder.input("hidden", "float32", [rows, features]);
  const weight = builder.input("weight", "float32", [classes, features]);
  const hiddenSoFar = builder.input("hiddenSoFar", "float32", [rows, features]);
  const weightSoFar = builder.input("weightSoFar", "float32", [classes, features]);
  const biasSoFar = builder.input("biasSoFar", "float32", [classes]);
  const columns = builder.node("ReduceSum", [gradient, builder.int64([0])], { keepdims: int(0) });
  builder.output(builder.node("Gemm", [gradient, weight, hiddenSoFar], {}, "hiddenGradient"));
  builder.output(builder.node("Gemm", [gradient, hidden, weightSoFar], { transA: int(1) }, "weightGradient"));
  builder.output(builder.node("Add", [biasSoFar, columns], {}, "biasGradient"));
  return builder.build();
}
