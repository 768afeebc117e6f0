// One node each, of operations that are written as others: what ONNX Runtime makes of them is what they have to be.
import { createRandom } from "@softlabel/core";
import { tensorOf } from "../elementTypes.ts";
import { float, int, ints, sizeOf, text, type Attributes, type Tensor } from "../graph.ts";
import type { OneNode } from "../oneNode.fixtures.ts";

const random = createRandom("decompositions");
const drawn = (shape: readonly number[], draw: () => number): Tensor =>
  tensorOf("float32", shape, Float64Array.from({ length: sizeOf(shape) }, draw));
const positive = (...shape: number[]): Tensor => drawn(shape, () => 0.5 + random.uniform());
const real = (...shape: number[]): Tensor => drawn(shape, () => 4 * random.uniform() - 2);
const int64 = (values: number[], shape = [values.length]): Tensor => tensorOf("int64", shape, values);
const floats = (values: number[]): Tensor => tensorOf("float32", [values.length], values);
const channels = (): Tensor[] => [positive(4), positive(4), positive(4), positive(4)];

const of = (operation: string, inputs: (Tensor | undefined)[], attributes: Attributes = {}): OneNode => ({
  operation,
  inputs,
  attributes,
});
const since = (opset: number, aCase: OneNode): OneNode => ({ ...aCase, opset });

const normalizations = [
  of("LayerNormalization", [real(2, 3, 4), real(4), real(4)], { epsilon: float(0.1) }),
  of("LayerNormalization", [real(2, 3, 4), real(3, 4)], { axis: int(1) }),
  of("BatchNormalization", [real(2, 4, 3, 5), ...channels()], { epsilon: float(0.01) }),
  of("BatchNormalization", [real(3, 4), ...channels()]),
  {
    ...of("BatchNormalization", [real(2, 4, 3), ...channels()], { training_mode: int(1) }),
    outputs: ["y", "mean", "variance"],
  },
  since(18, of("GroupNormalization", [real(2, 4, 3), real(2), real(2)], { num_groups: int(2) })),
  since(21, of("GroupNormalization", [real(2, 6, 3, 2), real(6), real(6)], { num_groups: int(3) })),
  of("InstanceNormalization", [real(2, 3, 4, 2), real(3), real(3)], { epsilon: float(0.1) }),
  of("LpNormalization", [real(2, 3)], { axis: int(0) }),
  of("LpNormalization", [real(2, 3)], { p: int(1) }),
];

const activations = [
  since(20, of("Gelu", [real(2, 3)])),
  since(20, of("Gelu", [real(2, 3)], { approximate: text("tanh") })),
  of("Celu", [real(2, 3)], { alpha: float(0.7) }),
  of("Selu", [real(2, 3)]),
  of("HardSwish", [drawn([9], () => 10 * random.uniform() - 5)]),
  since(18, of("Mish", [real(2, 3)])),
  of("Softsign", [real(2, 3)]),
  of("PRelu", [real(2, 3, 4), real(3, 1)]),
  of("ThresholdedRelu", [real(9)], { alpha: float(0.5) }),
  of("Reciprocal", [positive(3)]),
  of("Mean", [real(2, 3), real(3), real(2, 1)]),
  of("CastLike", [real(3), tensorOf("float64", [], [0])]),
  of("ReduceL1", [real(2, 3)], { axes: ints([1]), keepdims: int(0) }),
  of("ReduceLogSum", [positive(2, 3)], { axes: ints([0]) }),
  of("Dropout", [real(2, 3), tensorOf("float32", [], [0.5])]),
];

const kernel = (...sizes: number[]): Attributes => ({ kernel_shape: ints(sizes) });
const pools = [
  of("GlobalAveragePool", [real(2, 3, 4, 5)]),
  of("GlobalMaxPool", [real(2, 3, 4, 5)]),
  of("AveragePool", [real(2, 3, 4, 5)], { ...kernel(2, 3), strides: ints([1, 2]) }),
  of("AveragePool", [real(1, 2, 5)], { ...kernel(3), pads: ints([1, 1]), count_include_pad: int(1) }),
  of("AveragePool", [real(1, 2, 5)], { ...kernel(3), pads: ints([1, 1]) }),
  of("AveragePool", [real(1, 2, 5, 6)], { ...kernel(3, 2), strides: ints([2, 2]), pads: ints([1, 0, 0, 1]) }),
  of("AveragePool", [real(1, 2, 6)], { ...kernel(3), strides: ints([2]), ceil_mode: int(1) }),
  of("AveragePool", [real(1, 2, 6)], { ...kernel(3), strides: ints([2]), pads: ints([1, 1]), ceil_mode: int(1) }),
  since(19, of("AveragePool", [real(1, 2, 7)], { ...kernel(2), dilations: ints([3]), pads: ints([1, 1]) })),
  of("AveragePool", [real(1, 2, 6)], { ...kernel(3), strides: ints([2]), auto_pad: text("SAME_UPPER") }),
  of("MaxPool", [real(1, 2, 6)], { ...kernel(3), strides: ints([2]), auto_pad: text("SAME_LOWER") }),
  of("MaxPool", [real(1, 2, 7)], { ...kernel(2), dilations: ints([3]), auto_pad: text("VALID") }),
  of("MaxPool", [real(1, 2, 6, 7)], { ...kernel(3, 2), strides: ints([2, 3]), ceil_mode: int(1) }),
  // The last window would begin behind the input.
  of("MaxPool", [real(1, 2, 5)], { ...kernel(2), strides: ints([3]), pads: ints([0, 1]), ceil_mode: int(1) }),
];

const convolutions = [
  of("Conv", [real(1, 2, 5, 6), real(3, 2, 2, 3)], { auto_pad: text("SAME_UPPER"), strides: ints([2, 1]) }),
  of("Conv", [real(1, 2, 5), real(3, 2, 2)], { auto_pad: text("SAME_LOWER") }),
  of("ConvTranspose", [real(1, 2, 3), real(2, 3, 3)], { strides: ints([2]), output_padding: ints([1]) }),
  of("ConvTranspose", [real(1, 2, 3), real(2, 3, 4)], { strides: ints([2]), auto_pad: text("SAME_UPPER") }),
  of("ConvTranspose", [real(1, 2, 3), real(2, 3, 3)], { strides: ints([2]), auto_pad: text("SAME_LOWER") }),
  of("ConvTranspose", [real(1, 2, 3, 3), real(2, 3, 3, 3)], { strides: ints([2, 2]), output_shape: ints([6, 5]) }),
];

const movements = [
  { ...of("Split", [real(2, 6)], { axis: int(-1) }), outputs: ["y", "second", "third"] },
  { ...of("Split", [real(5), int64([2, 3])]), outputs: ["first", "y"] },
  { ...since(11, of("Split", [real(5)], { split: ints([1, 4]) })), outputs: ["first", "y"] },
  { ...since(18, of("Split", [real(7)], { num_outputs: int(2) })), outputs: ["first", "y"] },
  of("Tile", [real(2, 1, 3), int64([2, 3, 1])]),
  of("DepthToSpace", [real(1, 8, 2, 3)], { blocksize: int(2) }),
  of("DepthToSpace", [real(1, 8, 2, 3)], { blocksize: int(2), mode: text("CRD") }),
  of("SpaceToDepth", [real(1, 2, 4, 6)], { blocksize: int(2) }),
  of("Trilu", [real(2, 3, 4)]),
  of("Trilu", [real(3, 4), int64([-1], [])], { upper: int(0) }),
  of("Pad", [real(2, 3), int64([0, 1, 1, 2]), tensorOf("float32", [], [7])]),
  of("Pad", [real(2, 4), int64([0, 2, 0, 3])], { mode: text("reflect") }),
  of("Pad", [real(2, 3), int64([1, 2, 0, 1])], { mode: text("edge") }),
  of("Pad", [real(2, 4), int64([0, -1, 0, 2])], { mode: text("reflect") }),
  since(18, of("Pad", [real(2, 3), int64([1, 2]), undefined, int64([-1])])),
  since(19, of("Pad", [real(3), int64([2, 1])], { mode: text("wrap") })),
];

const modes = (mode: string, coordinates: string, nearest?: string): Attributes => ({
  mode: text(mode),
  coordinate_transformation_mode: text(coordinates),
  ...(nearest === undefined ? {} : { nearest_mode: text(nearest) }),
});
const scales = (...values: number[]): (Tensor | undefined)[] => [undefined, floats(values)];
const sizes = (...values: number[]): (Tensor | undefined)[] => [undefined, undefined, int64(values)];
const resizes = [
  of("Resize", [real(1, 2, 3, 4), ...scales(1, 1, 2, 3)], modes("nearest", "asymmetric", "floor")),
  of("Resize", [real(1, 2, 3, 4), ...scales(1, 1, 2, 2)]),
  ...["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"].map((nearest) =>
    of("Resize", [real(1, 2, 5, 4), ...sizes(1, 2, 3, 7)], modes("nearest", "half_pixel", nearest)),
  ),
  of("Resize", [real(1, 1, 5, 4), ...sizes(1, 1, 3, 7)], modes("nearest", "align_corners")),
  ...["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"].flatMap((coordinates) => [
    of("Resize", [real(1, 2, 3, 4), ...sizes(1, 2, 7, 3)], modes("linear", coordinates)),
    of("Resize", [real(1, 2, 3, 4), ...sizes(1, 2, 1, 6)], modes("linear", coordinates)),
  ]),
  of("Resize", [real(2, 3, 5), ...scales(1, 1, 1.5)], modes("linear", "half_pixel")),
  of("Resize", [real(1, 1, 4, 5), ...scales(1, 1, 1.5, 0.6)], modes("cubic", "half_pixel")),
  // An axis of two elements keeps its length, and yet they are elsewhere.
  ...["linear", "cubic", "nearest"].flatMap((mode) =>
    ["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"].map((coordinates) =>
      of("Resize", [real(1, 1, 3, 2), ...scales(1, 1, 1.5, 1.1)], modes(mode, coordinates)),
    ),
  ),
  // Lengths and places that float32 rounds up to a whole number, and float64 leaves below it.
  ...["asymmetric", "half_pixel", "pytorch_half_pixel"].flatMap((coordinates) =>
    [0.7, 0.9, 1.1, 1.7].map((scale) =>
      of("Resize", [real(1, 1, 10, 12), ...scales(1, 1, scale, scale)], modes("nearest", coordinates, "floor")),
    ),
  ),
  since(19, of("Resize", [real(1, 1, 4, 5), ...scales(1, 1, 1.3, 0.7)], modes("linear", "half_pixel_symmetric"))),
  since(
    18,
    of("Resize", [real(1, 1, 3, 4), ...scales(2, 2)], { ...modes("linear", "half_pixel"), axes: ints([2, 3]) }),
  ),
];

const sums: readonly (readonly [string, ...(readonly number[])[]])[] = [
  ["ij,jk->ik", [2, 3], [3, 4]],
  ["bij,bjk->bik", [2, 3, 4], [2, 4, 2]],
  ["bhqd,bhkd->bhqk", [2, 2, 3, 4], [2, 2, 5, 4]],
  ["bqhd,bkhd->bhqk", [1, 3, 2, 4], [1, 5, 2, 4]],
  ["ij->ji", [2, 3]],
  ["ij->i", [2, 3]],
  ["ij,ij->", [2, 3], [2, 3]],
  ["i,j->ij", [2], [3]],
  ["ij,j", [2, 3], [3]],
  ["ab,bc,cd->da", [2, 3], [3, 4], [4, 2]],
  ["abk,cb->ca", [2, 3, 2], [4, 3]],
];
const einsums = sums.map(([equation, ...shapes]) =>
  of(
    "Einsum",
    shapes.map((shape) => real(...shape)),
    { equation: text(equation) },
  ),
);

const layer = (operation: string, gates: number, states: number, outputs: readonly string[]) => {
  const layers = (directions: number, attributes: Attributes, more: (Tensor | undefined)[] = []): OneNode => {
    const first = Array.from({ length: states }, () => real(directions, 2, 4));
    const weights = [
      real(directions, gates * 4, 5),
      real(directions, gates * 4, 4),
      real(directions, 2 * gates * 4),
      undefined,
    ];
    const all = more.length > 0 ? more : [real(3, 2, 5), ...weights, ...first];
    return { ...of(operation, all, { hidden_size: int(4), ...attributes }), outputs };
  };
  return layers;
};
const bare = (operation: string, gates: number, attributes: Attributes = {}): OneNode =>
  of(operation, [real(3, 2, 5), real(1, gates * 4, 5), real(1, gates * 4, 4)], { hidden_size: int(4), ...attributes });
const withEnds = (operation: string, gates: number, direction: string): OneNode =>
  of(
    operation,
    [
      real(4, 3, 2),
      real(direction === "bidirectional" ? 2 : 1, gates * 2, 2),
      real(direction === "bidirectional" ? 2 : 1, gates * 2, 2),
      undefined,
      tensorOf("int32", [3], [4, 2, 1]),
    ],
    { hidden_size: int(2), direction: text(direction) },
  );
const [lstm, lstmState, lstmCell] = [["y"], ["", "y"], ["", "", "y"]].map((names) => layer("LSTM", 4, 2, names));
const [gru, gruState] = [["y"], ["", "y"]].map((names) => layer("GRU", 3, 1, names));
const [rnn, rnnState] = [["y"], ["", "y"]].map((names) => layer("RNN", 1, 1, names));
const bothWays = { direction: text("bidirectional") };
const recurrents = [
  lstm(1, {}),
  lstm(1, { direction: text("reverse") }),
  lstm(2, bothWays),
  lstmState(2, bothWays),
  lstmCell(1, {}),
  lstm(1, { input_forget: int(1) }),
  lstm(1, {}, [
    real(3, 2, 5),
    ...[real(1, 16, 5), real(1, 16, 4), real(1, 32), undefined, real(1, 2, 4), real(1, 2, 4), real(1, 12)],
  ]),
  gru(1, {}),
  gru(1, { linear_before_reset: int(1) }),
  gru(2, bothWays),
  gruState(2, { ...bothWays, linear_before_reset: int(1) }),
  rnn(1, {}),
  rnnState(2, { ...bothWays, activations: { kind: "strings", value: ["Relu", "Tanh"] } }),
  bare("LSTM", 4),
  bare("GRU", 3, { linear_before_reset: int(1) }),
  bare("RNN", 1),
  withEnds("LSTM", 4, "forward"),
  withEnds("GRU", 3, "reverse"),
  withEnds("LSTM", 4, "bidirectional"),
];

const picks = [
  { ...of("TopK", [real(2, 5), int64([2])]), outputs: ["y", "places"] },
  { ...of("TopK", [real(5, 2), int64([3])], { axis: int(0), largest: int(0) }), outputs: ["values", "y"] },
  of("GatherND", [real(2, 3, 4), int64([1, 2, 0, 0], [2, 2])]),
  of("GatherND", [real(2, 3, 4), int64([2, 0], [2, 1])], { batch_dims: int(1) }),
  of("OneHot", [tensorOf("int64", [3], [0, 2, -1]), int64([4], []), floats([0.1, 0.9])]),
  of("OneHot", [tensorOf("int64", [2, 2], [0, 2, 1, 5]), int64([3], []), floats([0, 1])], { axis: int(1) }),
  of("Tan", [real(5)]),
  of("LRN", [real(2, 7, 2, 3)], { size: int(5), alpha: float(0.3), bias: float(2) }),
  of("LRN", [real(1, 2, 3, 1)], { size: int(3) }),
  since(23, of("RMSNormalization", [real(2, 3, 4), real(4)], { epsilon: float(0.1) })),
  since(23, of("RMSNormalization", [real(2, 3, 4), real(3, 4)], { axis: int(1) })),
  since(24, of("Swish", [real(2, 3)], { alpha: float(1.5) })),
];

const attend = (inputs: (Tensor | undefined)[], attributes: Attributes = {}, outputs = ["y"]): OneNode => ({
  ...since(23, of("Attention", inputs, attributes)),
  outputs,
});
const angles = (...shape: number[]): Tensor[] => {
  const drawnAngles = real(...shape);
  const wave = (f: (x: number) => number): Tensor =>
    tensorOf("float32", shape, (drawnAngles.data as Float32Array).map(f));
  return [wave(Math.cos), wave(Math.sin)];
};
const turn = (inputs: Tensor[], attributes: Attributes = {}): OneNode =>
  since(23, of("RotaryEmbedding", inputs, attributes));
const attentions = [
  attend([real(2, 2, 3, 4), real(2, 2, 5, 4), real(2, 2, 5, 3)]),
  attend([real(1, 3, 8), real(1, 3, 8), real(1, 3, 8)], {
    q_num_heads: int(2),
    kv_num_heads: int(2),
    is_causal: int(1),
    scale: float(0.7),
  }),
  attend([real(1, 4, 3, 2), real(1, 2, 3, 2), real(1, 2, 3, 2)], { softcap: float(2) }),
  attend([real(1, 2, 2, 2), real(1, 2, 3, 2), real(1, 2, 3, 2), tensorOf("bool", [2, 3], [1, 0, 1, 1, 1, 0])]),
  attend([real(1, 2, 2, 2), real(1, 2, 3, 2), real(1, 2, 3, 2), real(1, 1, 2, 3)]),
  attend([real(1, 2, 2, 2), real(1, 2, 3, 2), real(1, 2, 3, 2), real(2, 3)], { softcap: float(0.8) }),
  attend(
    [real(1, 2, 2, 2), real(1, 2, 2, 2), real(1, 2, 2, 2), undefined, real(1, 2, 3, 2), real(1, 2, 3, 2)],
    { is_causal: int(1) },
    ["y", "keys", "values"],
  ),
  turn([real(2, 2, 3, 4), ...angles(2, 3, 2)]),
  turn([real(1, 3, 8), ...angles(1, 3, 2)], { num_heads: int(2), interleaved: int(1) }),
  turn([real(1, 2, 3, 4), ...angles(5, 1), int64([4, 0, 2], [1, 3])], { rotary_embedding_dim: int(2) }),
];

const olderSets = [
  since(20, of("ReduceMax", [tensorOf("bool", [2, 3], [1, 0, 0, 0, 0, 0]), int64([1])])),
  since(20, of("ReduceMin", [tensorOf("bool", [2, 2], [1, 1, 0, 1])], { keepdims: int(0) })),
  of("LpNormalization", [tensorOf("float32", [2, 2], [0, 3, 0, 4])], { axis: int(0) }),
  since(9, of("Clip", [real(2, 3)], { min: float(-1), max: float(0.5) })),
  since(9, of("Clip", [real(2, 3)], { max: float(0.5) })),
  since(9, of("Pad", [real(2, 3)], { pads: ints([0, 1, 1, 0]), value: float(3) })),
  since(10, of("Pad", [real(2, 3)], { pads: ints([0, 1, 0, 1]), mode: text("reflect") })),
  since(9, of("Slice", [real(4, 5)], { starts: ints([1, -2]), ends: ints([3, 1000]), axes: ints([0, 1]) })),
  since(9, of("Slice", [real(4, 5)], { starts: ints([1]), ends: ints([-1]) })),
  since(9, of("Upsample", [real(1, 1, 2, 3), floats([1, 1, 2, 2])])),
  since(9, of("Upsample", [real(1, 1, 2, 3), floats([1, 1, 2, 3])], { mode: text("linear") })),
  since(10, of("Resize", [real(1, 1, 3, 4), floats([1, 1, 1.5, 0.5])], { mode: text("nearest") })),
  since(9, of("Softmax", [real(2, 3, 2)])),
  since(11, of("LogSoftmax", [real(2, 3, 2)], { axis: int(-3) })),
  since(11, of("Softmax", [real(2, 3)], { axis: int(1) })),
  since(9, of("Squeeze", [real(2, 1, 3)], { axes: ints([1]) })),
  since(9, of("Unsqueeze", [real(2, 3)], { axes: ints([0, 3]) })),
  since(9, of("Dropout", [real(2, 3)], { ratio: float(0.5) })),
  since(17, of("ReduceL2", [real(2, 3)], { axes: ints([1]) })),
];

export const operationCases: readonly OneNode[] = [
  ...normalizations,
  ...activations,
  ...pools,
  ...convolutions,
  ...movements,
  ...resizes,
  ...einsums,
  ...recurrents,
  ...attentions,
  ...picks,
  ...olderSets,
];
