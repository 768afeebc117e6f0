// The ways to compute the loss and its gradients: ours, and with all logits at once.
import * as onnxRuntime from "onnxruntime-node";
import { GraphBuilder, int, linearCrossEntropy, openSession, tensorOf, type FloatTensor } from "@softlabel/engine";
import type { drawTask } from "./task.ts";

type Drawn = ReturnType<typeof drawTask>;
type Way = (drawn: Drawn, threads: number) => Promise<{ readonly loss: number; readonly weight: Float32Array }>;

const asTensor = ({ shape, data }: FloatTensor) => tensorOf("float32", shape, data);

/** hidden, weight → log p and p / N, all of them. */
function softmaxGraph([rows, features]: readonly number[], [classes]: readonly number[]) {
  const builder = new GraphBuilder("softmax");
  const hidden = builder.input("hidden", "float32", [rows, features]);
  const weight = builder.input("weight", "float32", [classes, features]);
  const logits = builder.node("Gemm", [hidden, weight], { transB: int(1) });
  builder.output(builder.node("LogSoftmax", [logits], { axis: int(1) }, "logProbabilities"));
  const probabilities = builder.node("Exp", ["logProbabilities"]);
  builder.output(builder.node("Mul", [probabilities, builder.scalar(1 / rows)], {}, "gradient"));
  return builder.build();
}

/** The logits' gradient → hidden's and weight's. */
function productGraph([rows, features]: readonly number[], [classes]: readonly number[]) {
  const builder = new GraphBuilder("products");
  const gradient = builder.input("gradient", "float32", [rows, classes]);
  const hidden = builder.input("hidden", "float32", [rows, features]);
  const weight = builder.input("weight", "float32", [classes, features]);
  builder.output(builder.node("Gemm", [gradient, weight], {}, "hiddenGradient"));
  builder.output(builder.node("Gemm", [gradient, hidden], { transA: int(1) }, "weightGradient"));
  return builder.build();
}

const unfused: Way = async ({ hidden, weight, targets }, threads) => {
  const shapes = [hidden.shape, weight.shape] as const;
  const softmax = await openSession(onnxRuntime, softmaxGraph(...shapes), { threads });
  const products = await openSession(onnxRuntime, productGraph(...shapes), { threads });
  const layer = { hidden: asTensor(hidden), weight: asTensor(weight) };
  const { logProbabilities, gradient } = await softmax.run(layer);
  const [rows, classes] = gradient.shape;
  const [logs, changes] = [logProbabilities.data as Float32Array, gradient.data as Float32Array];
  targets.forEach((label, row) => (changes[row * classes + label] -= 1 / rows));
  const { weightGradient } = await products.run({ ...layer, gradient });
  await Promise.all([softmax.release(), products.release()]);
  const loss = targets.reduce((sum, label, row) => sum - logs[row * classes + label], 0) / rows;
  return { loss, weight: weightGradient.data as Float32Array };
};

const fused: Way = async ({ hidden, weight, targets }, threads) => {
  const { loss, gradients } = await linearCrossEntropy(hidden, weight, targets, { ort: onnxRuntime, threads });
  return { loss, weight: gradients.weight.data };
};

/** By the names that tables show. */
export const ways: Readonly<Record<string, Way>> = { linearCrossEntropy: fused, "all logits at once": unfused };
