// Gradients of single layers as PyTorch's float64 autograd has them, at kinks and ties too.
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { float, int, ints, sizeOf, text, type Attributes, type Tensor } from "../onnx/graph.ts";
import { instantiate } from "../onnx/instantiate.ts";
import { openSession } from "../onnx/runtime.ts";
import { oneNodeModel } from "../onnx/oneNode.fixtures.ts";
import { differentiate } from "./gradient.ts";

/** A layer; element i of input k is 1.5 sin(i + 1 + 10k), and of dy cos i. */
interface Layer {
  readonly operation: string;
  readonly shapes: readonly (readonly number[])[];
  readonly attributes?: Attributes;
  /** Inputs after those of `shapes`, through which no gradient flows. */
  readonly constants?: readonly (Tensor | undefined)[];
  /** The elements of input 0, where they are to meet. */
  readonly first?: (i: number) => number;
  /** Σ y dy */
  readonly loss: number;
  /** Of each input. */
  readonly gradients: readonly (readonly number[])[];
}

const filled = (shape: readonly number[], element: (i: number) => number): Tensor =>
  tensorOf(
    "float32",
    shape,
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => element(i)),
  );
const floats = (values: number[], shape = [values.length]): Tensor => tensorOf("float32", shape, values);
const int64 = (values: number[], shape = [values.length]): Tensor => tensorOf("int64", shape, values);
const ones = (count: number): Tensor => filled([count], () => 1);
const kinks = [-4, -3, -1, -0.5, 0, 0.5, 3, 4];

const layers: readonly Layer[] = [
  {
    operation: "ConvTranspose",
    shapes: [[1, 2, 3], [2, 2, 2], [2]],
    attributes: { strides: ints([2]), pads: ints([1, 1]), output_padding: ints([1]), dilations: ints([2]) },
    loss: -0.6489047,
    gradients: [
      [0.685364, -0.892352, 0.689002, -1.082589, 0.893732, 0.220781],
      [0.527382, -0.608278, 0.835414, -0.290215, -0.362235, 0.691749, -0.702527, 0.45287],
      [-0.235818, -0.177204],
    ],
  },
  {
    operation: "ConvTranspose",
    shapes: [
      [1, 2, 2, 2],
      [2, 1, 2, 2],
    ],
    attributes: { strides: ints([2, 2]), pads: ints([1, 0, 1, 0]), group: int(2) },
    loss: 0.7543149,
    gradients: [
      [1.433092, -1.733318, 0.752148, -2.047027, 1.236196, 1.205036, 0.431237, 0.461453],
      [-1.228352, -0.795787, 0.694605, -0.668323, 1.034524, -0.233135, 0.56096, 1.308702],
    ],
  },
  {
    operation: "GroupNormalization",
    shapes: [[2, 4, 2], [4], [4]],
    attributes: { num_groups: int(2) },
    loss: -1.3583613,
    gradients: [
      [
        -0.515443, 0.25156, 0.450679, -0.186795, -0.021154, -0.045397, 0.297253, -0.230702, -0.056501, 0.980396,
        -0.131406, -0.792489, 0.737388, -0.286282, -0.166357, -0.284749,
      ],
      [1.323389, 2.571738, 1.779595, 2.808879],
      [0.483672, -2.240785, 1.381319, 1.091122],
    ],
  },
  {
    operation: "InstanceNormalization",
    shapes: [[1, 2, 3, 2], [2], [2]],
    loss: -8.5651354,
    gradients: [
      [
        -0.462448, 0.251935, 0.702628, 0.475266, -0.221115, -0.746266, -0.322674, 0.035298, 0.34285, 0.31722, -0.018028,
        -0.354668,
      ],
      [3.557487, 3.647049],
      [-0.235818, -0.177204],
    ],
  },
  {
    operation: "LayerNormalization",
    shapes: [[2, 4], [4], [4]],
    loss: 1.2278036,
    gradients: [
      [-0.719323, 0.320462, 0.685757, -0.286896, 0.459365, -0.68209, -0.088925, 0.311651],
      [1.731691, 0.362393, 0.781162, 2.40309],
      [0.346356, 0.823964, 0.544023, -0.23609],
    ],
  },
  {
    operation: "BatchNormalization",
    shapes: [[2, 2, 3], [2], [2]],
    attributes: { training_mode: int(1) },
    constants: [ones(2), ones(2)],
    loss: -2.3398579,
    gradients: [
      [
        -0.907944, 0.980549, 0.244759, 0.778778, -0.509278, -0.555984, -1.720934, 0.67548, 0.72809, 1.218443, -0.233893,
        -0.698066,
      ],
      [2.740956, 2.04884],
      [2.692728, -3.10575],
    ],
  },
  {
    operation: "AveragePool",
    shapes: [[1, 1, 4, 3]],
    attributes: { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) },
    loss: 0.4828376,
    gradients: [
      [
        0.25, 0.385076, 0.135076, 0.180642, 0.150719, -0.029923, -0.069358, -0.234357, -0.164999, -0.069358, -0.234357,
        -0.164999,
      ],
    ],
  },
  {
    operation: "AveragePool",
    shapes: [[1, 1, 6]],
    attributes: { kernel_shape: ints([3]), strides: ints([2]), pads: ints([1, 1]), ceil_mode: int(1) },
    loss: 2.2224617,
    gradients: [[0.5, 0.680101, 0.180101, 0.041385, -0.138716, -1.128708]],
  },
  {
    operation: "AveragePool",
    shapes: [[1, 1, 6]],
    attributes: {
      kernel_shape: ints([3]),
      strides: ints([2]),
      pads: ints([1, 1]),
      ceil_mode: int(1),
      count_include_pad: int(1),
    },
    loss: 1.5773051,
    gradients: [[0.333333, 0.513434, 0.180101, 0.041385, -0.138716, -0.633712]],
  },
  {
    operation: "MaxPool",
    shapes: [[1, 1, 4, 4]],
    attributes: { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) },
    first: (i) => [0, 1, 1, 0][i % 4],
    loss: 0.715328,
    gradients: [[0, 1.714344, -0.23609, 0, 0, -1.895702, 0.004426, 0, 0, 1.888038, -0.759688, 0, 0, 0, 0, 0]],
  },
  {
    operation: "MaxPool",
    shapes: [[1, 1, 3, 3]],
    attributes: { kernel_shape: ints([2, 2]) },
    first: () => 0,
    loss: 0,
    gradients: [[1, 0.540302, 0, -0.416147, -0.989992, 0, 0, 0, 0]],
  },
  {
    operation: "GlobalMaxPool",
    shapes: [[1, 1, 2, 2]],
    first: (i) => [1, 2, 2, 0][i],
    loss: 2,
    gradients: [[0, 1, 0, 0]],
  },
  {
    operation: "MaxPool",
    shapes: [[1, 1, 6]],
    attributes: { kernel_shape: ints([3]), strides: ints([2]), ceil_mode: int(1) },
    loss: 1.6527342,
    gradients: [[0, 1, 0.540302, 0, 0, -0.416147]],
  },
  {
    operation: "Resize",
    shapes: [[1, 1, 2, 3]],
    attributes: { coordinate_transformation_mode: text("asymmetric"), nearest_mode: text("floor") },
    constants: [undefined, undefined, int64([1, 1, 4, 5])],
    loss: 1.447138,
    gradients: [[2.784135, -0.797737, -1.564774, -2.551993, 2.136454, 1.125442]],
  },
  {
    operation: "Resize",
    shapes: [[1, 1, 2, 2]],
    attributes: { coordinate_transformation_mode: text("asymmetric"), nearest_mode: text("floor") },
    constants: [undefined, floats([1, 1, 2, 2])],
    loss: 3.6989078,
    gradients: [[1.170321, 0.307933, 0.69467, -1.457597]],
  },
  {
    operation: "Resize",
    shapes: [[1, 1, 2, 3]],
    attributes: { mode: text("linear"), coordinate_transformation_mode: text("pytorch_half_pixel") },
    constants: [undefined, undefined, int64([1, 1, 3, 5])],
    loss: -0.3621316,
    gradients: [[1.754064, -0.056138, -1.746854, -0.406534, 1.748488, 0.18199]],
  },
  {
    operation: "Resize",
    shapes: [[1, 1, 2, 3]],
    attributes: { mode: text("linear"), coordinate_transformation_mode: text("align_corners") },
    constants: [undefined, undefined, int64([1, 1, 3, 5])],
    loss: -0.5739735,
    gradients: [[1.652025, -0.060373, -1.64058, -0.454985, 1.880409, 0.09852]],
  },
  {
    operation: "Resize",
    shapes: [[1, 1, 3, 4]],
    attributes: { mode: text("cubic"), coordinate_transformation_mode: text("pytorch_half_pixel") },
    constants: [undefined, undefined, int64([1, 1, 5, 3])],
    loss: 0.6902601,
    gradients: [
      [
        0.452292, 0.244269, 0.094807, -0.265902, -0.07152, -0.057528, -0.038777, 0.018582, 0.326084, 0.381823, 0.327213,
        0.063673,
      ],
    ],
  },
  {
    operation: "HardSwish",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 6.3238187,
    gradients: [[0, 0, -0.069358, -0.329997, -0.326822, 0.189108, 0.96017, 0.753902]],
  },
  {
    operation: "HardSigmoid",
    shapes: [[2, 4]],
    attributes: { alpha: float(1 / 6) },
    first: (i) => kinks[i],
    loss: 1.0015079,
    gradients: [[0, 0, -0.069358, -0.164999, -0.108941, 0.047277, 0, 0]],
  },
  {
    operation: "LeakyRelu",
    shapes: [[2, 4]],
    attributes: { alpha: float(0.1) },
    first: (i) => kinks[i],
    loss: 5.5669746,
    gradients: [[0.1, 0.05403, -0.041615, -0.098999, -0.065364, 0.283662, 0.96017, 0.753902]],
  },
  {
    operation: "Elu",
    shapes: [[2, 4]],
    attributes: { alpha: float(0.7) },
    first: (i) => kinks[i],
    loss: 5.448201,
    gradients: [[0.012821, 0.01883, -0.107164, -0.420323, -0.457551, 0.283662, 0.96017, 0.753902]],
  },
  {
    operation: "Selu",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 4.8628825,
    gradients: [[0.032201, 0.047293, -0.269151, -1.05567, -1.14917, 0.298044, 1.008852, 0.792126]],
  },
  {
    operation: "Celu",
    shapes: [[2, 4]],
    attributes: { alpha: float(0.5) },
    first: (i) => kinks[i],
    loss: 5.7614482,
    gradients: [[0.000335, 0.001339, -0.056319, -0.364198, -0.653644, 0.283662, 0.96017, 0.753902]],
  },
  {
    operation: "Softplus",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 5.2243991,
    gradients: [[0.017986, 0.025624, -0.111919, -0.373762, -0.326822, 0.176568, 0.914633, 0.740342]],
  },
  {
    operation: "Softsign",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 0.7506478,
    gradients: [[0.04, 0.033769, -0.104037, -0.439997, -0.653644, 0.126072, 0.060011, 0.030156]],
  },
  {
    operation: "Mish",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 6.1811924,
    gradients: [[-0.053773, -0.050461, -0.024643, -0.286613, -0.392186, 0.251445, 0.980437, 0.757244]],
  },
  {
    operation: "Gelu",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 6.2066409,
    gradients: [[-0.000504, -0.006454, 0.034671, -0.131179, -0.326822, 0.246076, 0.97164, 0.754282]],
  },
  {
    operation: "Gelu",
    shapes: [[2, 4]],
    attributes: { approximate: text("tanh") },
    first: (i) => kinks[i],
    loss: 6.2074343,
    gradients: [[-0.000335, -0.006259, 0.034525, -0.131303, -0.326822, 0.24604, 0.971293, 0.754155]],
  },
  {
    operation: "Relu",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 6.037951,
    gradients: [[0, 0, 0, 0, 0, 0.283662, 0.96017, 0.753902]],
  },
  {
    operation: "Abs",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 10.7477148,
    gradients: [[-1, -0.540302, 0.416147, 0.989992, 0, 0.283662, 0.96017, 0.753902]],
  },
  {
    operation: "Sigmoid",
    shapes: [[2, 4]],
    first: (i) => kinks[i],
    loss: 1.0626511,
    gradients: [[0.017663, 0.024409, -0.081819, -0.232652, -0.163411, 0.066662, 0.043377, 0.013316]],
  },
  {
    operation: "LogSoftmax",
    shapes: [[2, 4]],
    attributes: { axis: int(0) },
    first: (i) => kinks[i],
    loss: 0.1904302,
    gradients: [[0.99377, 0.51615, -0.425932, -0.987399, -0.99377, -0.51615, 0.425932, 0.987399]],
  },
  {
    operation: "Clip",
    shapes: [[2, 4]],
    constants: [floats([-1], []), floats([0.5], [])],
    first: (i) => kinks[i],
    loss: 0.3697081,
    gradients: [[0, 0, -0.416147, -0.989992, -0.653644, 0.283662, 0, 0]],
  },
  {
    operation: "Pad",
    shapes: [[1, 4]],
    attributes: { mode: text("reflect") },
    constants: [int64([0, 2, 0, 3])],
    loss: -0.3394342,
    gradients: [[-0.561647, 0.304212, 1.306527, 0.283662]],
  },
  {
    operation: "Einsum",
    shapes: [
      [1, 3, 2, 2],
      [1, 3, 2, 2],
    ],
    attributes: { equation: text("bqhd,bkhd->bhqk") },
    loss: -5.3157827,
    gradients: [
      [
        -1.066514, -1.608071, 0.641336, -0.408719, 0.911161, 1.467536, -0.605183, 0.229855, -0.737572, -1.297629,
        0.556918, -0.04639,
      ],
      [
        3.279754, 0.995346, 1.778254, 2.898071, 2.088211, 0.395692, 2.153131, 3.069983, -1.023224, -0.567759, 0.54843,
        0.419367,
      ],
    ],
  },
  {
    operation: "CumSum",
    shapes: [[2, 3]],
    constants: [int64([1], [])],
    loss: 3.4573021,
    gradients: [[1.124155, 0.124155, -0.416147, -1.359974, -0.369981, 0.283662]],
  },
  {
    operation: "DepthToSpace",
    shapes: [[1, 4, 1, 2]],
    attributes: { blocksize: int(2), mode: text("CRD") },
    loss: 3.8689439,
    gradients: [[1, -0.416147, 0.540302, -0.989992, -0.653644, 0.96017, 0.283662, 0.753902]],
  },
  {
    operation: "Trilu",
    shapes: [[3, 3]],
    attributes: { upper: int(0) },
    loss: 5.3013445,
    gradients: [[1, 0, 0, -0.989992, -0.653644, 0, 0.96017, 0.753902, -0.1455]],
  },
  {
    operation: "Max",
    shapes: [[4], [4]],
    first: () => 1,
    loss: -0.3468853,
    gradients: [
      [1, 0.540302, -0.416147, 0],
      [0, 0, 0, -0.989992],
    ],
  },
  {
    operation: "ReduceMax",
    shapes: [[4]],
    attributes: { keepdims: int(0) },
    first: (i) => [1, 2, 2, 0][i],
    loss: 2,
    gradients: [[0, 0.5, 0.5, 0]],
  },
  {
    operation: "ReduceL2",
    shapes: [[3]],
    attributes: { keepdims: int(0) },
    first: () => 0,
    loss: 0,
    gradients: [[0, 0, 0]],
  },
];

it.each(layers)("$operation of $shapes, $attributes", async (layer) => {
  const { operation, shapes, attributes = {}, constants = [], first } = layer;
  const wave = (k: number) => (i: number) => 1.5 * Math.sin(i + 1 + 10 * k);
  const inputs = shapes.map((shape, k) => filled(shape, k === 0 && first !== undefined ? first : wave(k)));
  const outputs = attributes.training_mode === undefined ? ["y"] : ["y", "mean", "variance"];
  const node = { operation, inputs: [...inputs, ...constants], attributes, opset: 21, outputs };
  const builder = GraphBuilder.from(instantiate(oneNodeModel(node, inputs.length), {}));
  const dy = filled(builder.type("y").shape, Math.cos);
  builder.input("dy", "float32", dy.shape);
  const names = inputs.map((_, k) => `x${k}`);
  const { graph, gradients } = differentiate(builder.build(), { y: "dy" }, names);
  const session = await openSession(ort, { ...graph, outputs: ["y", ...Object.values(gradients)] }, { threads: 1 });
  const results = await session.run({ dy, ...Object.fromEntries(inputs.map((input, k) => [`x${k}`, input])) });
  await session.release();
  const numbers = (name: string): number[] => Array.from(results[name].data as Float32Array);
  expect(numbers("y").reduce((sum, y, i) => sum + y * Math.cos(i), 0)).toBeCloseTo(layer.loss, 5);
  names.forEach((name, k) => {
    numbers(gradients[name]).forEach((value, i) =>
      expect(value, `${name} at ${i}`).toBeCloseTo(layer.gradients[k][i], 5),
    );
    expect(sizeOf(results[gradients[name]].shape)).toBe(layer.gradients[k].length);
  });
});
