// A small model with what training treats otherwise than evaluation: linear, BatchNorm, ReLU, dropout, linear.
import { batchStatistic, type InputSpec, type Model, type Parameter } from "../models/model.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { int, sizeOf } from "../onnx/graph.ts";

export const normalisedInput: InputSpec = { shape: [3], elementType: "float32", scale: 1, shift: 0, classes: 3 };
const width = 4;
const epsilon = 1e-5;
const along = { keepdims: int(0) };

const array = (name: string, shape: readonly number[], valueAt: (i: number) => number): Parameter => ({
  name,
  shape,
  values: Float32Array.from({ length: sizeOf(shape) }, (_, i) => valueAt(i)),
});

const parameters = [
  array("first", [width, 3], (i) => Math.sin(i + 1)),
  array("scale", [width], (i) => 1 + i / 10),
  array("bias", [width], (i) => i / 10),
  array("second", [3, width], (i) => Math.cos(i + 1)),
];
const statistics = [
  { ...array("mean", [width], () => 0), momentum: 0.1 },
  { ...array("variance", [width], () => 1), momentum: 0.1 },
];

/** Mean and variance of each column of `x`, the latter with N below its sum, and with N-1 as the running one follows it. */
function addBatchStatistics(builder: GraphBuilder, x: string, batchSize: number): [string, string] {
  const rows = builder.int64([0]);
  const mean = builder.node("ReduceMean", [x, rows], along, batchStatistic("mean"));
  const centred = builder.node("Sub", [x, mean]);
  const variance = builder.node("ReduceMean", [builder.node("Mul", [centred, centred]), rows], along);
  const unbiased = builder.scalar(batchSize / (batchSize - 1));
  builder.output(builder.node("Mul", [variance, unbiased], {}, batchStatistic("variance")));
  builder.output(mean);
  return [mean, variance];
}

/** The model; without dropout where `keep` is 1. */
export function createNormalisedModel(keep = 1): Model {
  const dropouts = keep < 1 ? [{ input: "mask", keep }] : [];
  return {
    name: "normalised",
    input: normalisedInput,
    parameters,
    statistics,
    dropouts,
    graph(batchSize, mode = "evaluation") {
      const builder = new GraphBuilder("normalised");
      const training = mode === "training";
      const input = builder.input("input", "float32", [batchSize, 3]);
      for (const { name, shape } of parameters) builder.input(name, "float32", shape);
      if (!training) for (const { name, shape } of statistics) builder.input(name, "float32", shape);
      const x = builder.node("Gemm", [input, "first"], { transB: int(1) });
      const [mean, variance] = training ? addBatchStatistics(builder, x, batchSize) : ["mean", "variance"];
      const deviation = builder.node("Sqrt", [builder.node("Add", [variance, builder.scalar(epsilon)])]);
      const standard = builder.node("Div", [builder.node("Sub", [x, mean]), deviation]);
      const normalised = builder.node("Add", [builder.node("Mul", [standard, "scale"]), "bias"]);
      let features = builder.node("Relu", [normalised]);
      if (training)
        for (const dropout of dropouts)
          features = builder.node("Mul", [features, builder.input(dropout.input, "float32", [batchSize, width])]);
      builder.output(builder.node("Gemm", [features, "second"], { transB: int(1) }, "logits"));
      builder.output(builder.node("Identity", [features], {}, "features"));
      return builder.build();
    },
  };
}
