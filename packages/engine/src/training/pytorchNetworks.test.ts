// Training graphs of networks for images as PyTorch's float64 autograd has them: loss, gradients, running statistics.
import { createRandom, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { createConvolutional } from "../models/convolutional.ts";
import type { InputSpec, Model } from "../models/model.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { sizeOf, type Tensor } from "../onnx/graph.ts";
import { openSession } from "../onnx/runtime.ts";
import { createResidual } from "../models/residual.ts";
import { buildTrainingGraph } from "./trainingGraph.ts";

/** What PyTorch says of a network whose elements are as in `valueAt`, of inputs sin(0.37 i²) and targets as in `targetsOf`. */
interface Network {
  readonly title: string;
  readonly model: Model;
  readonly count: number;
  readonly loss: number;
  /** Of each parameter's gradient g: Σ g cos i. */
  readonly projections: readonly number[];
  /** √Σ g² */
  readonly lengths: readonly number[];
  /** The first element of each running statistic after the step. */
  readonly running: readonly number[];
}

const classes = 3;
const random = createRandom("networks");
const photos = (side: number): InputSpec => ({
  shape: [3, side, side],
  elementType: "float32",
  scale: 1,
  shift: 0,
  classes,
});

const networks: readonly Network[] = [
  {
    title: "cnn",
    model: createConvolutional("cnn", [4, 6], photos(8), random),
    count: 3,
    loss: 1.1194772,
    projections: [-0.0333271, 0.0135318, 0.000230691, -0.012967, -0.0194877, -0.0142928, -0.0362936, 0.0867673],
    lengths: [0.0596603, 0.0125906, 0.00319369, 0.105444, 0.0214006, 0.0173666, 0.476337, 0.086333],
    running: [0.00314401, 0.958245, 0.0417596, 0.944373],
  },
  {
    title: "blocks of two convolutions",
    model: createResidual("basic", { block: "basic", stages: [1, 1], width: 3 }, photos(8), random),
    count: 3,
    loss: 1.1108129,
    projections: [
      -0.0136919, -0.0033922, -0.00104592, 0.0120459, 0.000862557, 0.000906016, 0.00172877, -0.000125998, -0.000518303,
      -0.0127217, 0.00513698, 0.00222059, 0.000280788, 0.00299387, 0.00342816, 0.0030262, 0.00164026, 0.00342816,
      -0.0194752, 0.0722501,
    ],
    lengths: [
      0.0119678, 0.00398739, 0.00136916, 0.010327, 0.00312687, 0.00100617, 0.0134684, 0.000873118, 0.000490599,
      0.0299747, 0.00381247, 0.00214235, 0.105462, 0.00539931, 0.0149456, 0.024921, 0.0120687, 0.0149456, 0.418259,
      0.0757944,
    ],
    running: [
      0.00314401, 0.958245, 0.00690754, 0.982736, -0.0301463, 1.10589, -0.049218, 1.25485, 0.0088841, 0.915933,
      0.126471, 0.916077,
    ],
  },
  {
    title: "blocks of three convolutions",
    model: createResidual("bottleneck", { block: "bottleneck", stages: [1, 1], width: 2 }, photos(6), random),
    count: 3,
    loss: 1.2123106,
    projections: [
      0.117806, -0.0050776, 0.0142878, -0.124968, 0.00855218, -0.0101095, 0.00357618, 0.00803723, 0.00337166, 0.219972,
      0.0136012, 0.00271776, 0.00520969, 0.10107, 0.00271776, 0.035888, -0.0303626, -0.0404213, 0.0266643, 0.0352509,
      0.00312354, -0.0808157, 0.111073, 0.53808, -0.162488, 0.160543, 0.53808, -0.0178669, 0.0313772,
    ],
    lengths: [
      0.235227, 0.0224049, 0.0197966, 0.123644, 0.00842465, 0.0140353, 0.202721, 0.0279569, 0.00994438, 0.768551,
      0.153246, 0.0354588, 0.487475, 0.114448, 0.0354588, 0.424284, 0.0290701, 0.0452823, 0.210181, 0.0395531,
      0.0295493, 0.188446, 0.0600089, 0.224387, 0.800734, 0.0726538, 0.224387, 1.72681, 0.204466,
    ],
    running: [
      0.00515544, 0.969205, 0.00306406, 0.903275, 0.00497308, 1.15221, -0.0236837, 0.903599, 0.051435, 0.90522,
      0.028237, 0.917889, 0.0156973, 0.94449, -0.0607259, 0.909741, 0.0504137, 0.902173,
    ],
  },
  {
    title: "the stem of large images",
    model: createResidual("stem", { block: "basic", stages: [1, 1], width: 2 }, photos(64), random),
    count: 2,
    loss: 1.483586,
    projections: [
      -0.00197234, 0.00682925, 0.000175084, 0.0165052, 0.000642343, -0.00114485, -0.00846811, -0.00114102, 0.00192252,
      -0.00138044, 0.0208999, 0.000998522, -0.00130784, -0.00530173, -0.0420791, -0.00288951, 0.00163497, -0.0420791,
      -1.66417, -0.210994,
    ],
    lengths: [
      0.152433, 0.0203453, 0.00256769, 0.0724099, 0.00637521, 0.00179235, 0.0661232, 0.00296526, 0.00345321, 0.21895,
      0.0340069, 0.0193513, 0.294792, 0.0414061, 0.182666, 0.00937073, 0.0304598, 0.182666, 1.73098, 0.424097,
    ],
    running: [
      0.000149491, 1.21468, 0.0499114, 0.912358, 0.0114897, 0.986665, -0.0465513, 1.06367, -0.0142693, 0.904512,
      0.121505, 0.91649,
    ],
  },
];

/** Element i of parameter k. */
const valueAt = (shape: readonly number[], k: number, i: number): number =>
  shape.length > 1 ? 0.3 * Math.sin(i + 1 + 10 * k) : 1 + 0.2 * Math.sin(i + 1 + 10 * k);

const filled = (shape: readonly number[], element: (i: number) => number): Tensor =>
  tensorOf(
    "float32",
    shape,
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => element(i)),
  );

/** One step's values. */
async function run({ model, count }: Network) {
  const { graph, gradients, statistics } = buildTrainingGraph(model, parseMethod("hard").loss, count);
  const parameters = model.parameters.map(({ name, shape }, k) => [name, filled(shape, (i) => valueAt(shape, k, i))]);
  const session = await openSession(ort, graph, { threads: 1 });
  const results = await session.run({
    input: filled([count, ...model.input.shape], (i) => Math.sin(i * i * 0.37)),
    targets: filled([count, classes], (i) => (1 + ((Math.floor(i / classes) + i) % classes)) / 6),
    ...(Object.fromEntries(parameters) as Record<string, Tensor>),
  });
  await session.release();
  const numbers = (name: string): number[] => Array.from(results[name].data as Float32Array);
  return { loss: numbers("loss")[0], gradients: gradients.map(numbers), statistics: statistics.map(numbers) };
}

it.each(networks)("$title", async (network) => {
  const { loss, gradients, statistics } = await run(network);
  expect(loss).toBeCloseTo(network.loss, 5);
  gradients.forEach((gradient, k) => {
    const [length, { name }] = [network.lengths[k], network.model.parameters[k]];
    const projection = gradient.reduce((sum, value, i) => sum + value * Math.cos(i), 0);
    expect(Math.abs(projection - network.projections[k]) / length, name).toBeLessThan(1e-4);
    expect(Math.abs(Math.hypot(...gradient) - length) / length, name).toBeLessThan(1e-4);
  });
  statistics.forEach(([batch], k) => {
    const { name, momentum, values } = network.model.statistics![k];
    expect(values[0] + momentum * (batch - values[0]), name).toBeCloseTo(network.running[k], 5);
  });
});
