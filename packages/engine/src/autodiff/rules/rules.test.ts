// Every row of the rule table against central differences.
import { createRandom, type Random } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../onnx/builder.ts";
import { elementTypeCode, tensorOf } from "../../onnx/elementTypes.ts";
import { float, int, ints, sizeOf, text, type Attributes, type Tensor } from "../../onnx/graph.ts";
import { openSession, type Session } from "../../onnx/runtime.ts";
import { operations, type Operation } from "../../onnx/shapes/index.ts";
import { differentiate } from "../gradient.ts";
import { inputRule } from "../rule.ts";
import { rules } from "./index.ts";

// One input of a case: real numbers to differentiate by, the condition x > 0 of such numbers, or fixed integers.
type Input =
  | {
      readonly kind: "real" | "condition";
      readonly shape: readonly number[];
      readonly draw: (random: Random) => number[];
    }
  | { readonly kind: "integers"; readonly tensor: Tensor; readonly fed: boolean };

interface Case {
  readonly inputs: readonly Input[];
  readonly attributes: Attributes;
  /** float32 where ONNX Runtime has no kernel for float64. */
  readonly precision: "float64" | "float32";
}

type Draw = (random: Random) => number;
const each = (shape: readonly number[], draw: Draw): Input => ({
  kind: "real",
  shape,
  draw: (random) => Array.from({ length: sizeOf(shape) }, () => draw(random)),
});
/** From 0.2 to 1.5 and either sign: away from the kinks at 0. */
const real = (...shape: number[]): Input =>
  each(shape, (r) => (r.uniform() < 0.5 ? -1 : 1) * (0.2 + 1.3 * r.uniform()));
const positive = (...shape: number[]): Input => each(shape, (r) => 0.3 + 1.5 * r.uniform());
/** Numbers far enough apart that no small step changes their order. */
const distinct = (...shape: number[]): Input => ({
  kind: "real",
  shape,
  draw: (random) =>
    random.shuffle(Array.from({ length: sizeOf(shape) }, (_, i) => 0.15 * i - 0.9 + 0.05 * random.uniform())),
});
const condition = (...shape: number[]): Input => ({ ...real(...shape), kind: "condition" }) as Input;
const constant = (values: readonly number[], shape = [values.length]): Input => ({
  kind: "integers",
  tensor: tensorOf("int64", shape, values),
  fed: false,
});
const fed = (values: readonly number[], shape = [values.length]): Input => ({
  kind: "integers",
  tensor: tensorOf("int64", shape, values),
  fed: true,
});
const given = (inputs: Input[], attributes: Attributes = {}): Case => ({ inputs, attributes, precision: "float64" });
const single = (aCase: Case): Case => ({ ...aCase, precision: "float32" });

type MakeInput = (...shape: number[]) => Input;
const shapes = [[2, 3], []];
const unary = (make: MakeInput = real): Case[] => shapes.map((shape) => given([make(...shape)]));
const pairs = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [[], [2, 3]],
  [
    [2, 1, 4],
    [3, 1],
  ],
  [[1], [2, 3]],
  [
    [3, 1],
    [1, 4],
  ],
];
const binary = (left: MakeInput = real, right: MakeInput = left): Case[] =>
  pairs.map(([a, b]) => given([left(...a), right(...b)]));
const gemms = [false, true].flatMap((transA) =>
  [false, true].flatMap((transB) => {
    const attributes = { transA: int(Number(transA)), transB: int(Number(transB)), alpha: float(0.5), beta: float(2) };
    const [a, b] = [transA ? real(4, 3) : real(3, 4), transB ? real(2, 4) : real(4, 2)];
    return [given([a, b], attributes), ...[[3, 2], [2], [3, 1], []].map((c) => given([a, b, real(...c)], attributes))];
  }),
);
const reductions = (make: MakeInput = real): Case[] => [
  given([make(2, 3, 2), constant([1])]),
  given([make(2, 3, 2), constant([-1, 0])], { keepdims: int(0) }),
  given([make(2, 3)], { keepdims: int(0) }),
  given([make(2, 3)], { noop_with_empty_axes: int(1) }),
  given([make(2, 3)]),
];
const alongAxis = [0, 1, -1].map((axis) => given([real(2, 3, 2)], { axis: int(axis) }));

const cases: Readonly<Record<Operation, readonly Case[]>> = {
  Relu: unary(),
  Tanh: unary(),
  Sigmoid: unary(),
  Exp: unary(),
  Log: unary(positive),
  Sqrt: unary(positive),
  Neg: unary(),
  Abs: unary(),
  Sign: unary(),
  Erf: unary().map(single),
  Not: unary(condition),
  Identity: unary(),
  Clip: [given([distinct(2, 4), each([], () => -0.5), each([], () => 0.12)])],
  LeakyRelu: [...unary(), given([real(2, 3)], { alpha: float(0.3) })].map(single),
  Elu: [...unary(), given([real(2, 3)], { alpha: float(0.7) })].map(single),
  Softplus: unary().map(single),
  HardSigmoid: [given([distinct(2, 9)], { alpha: float(0.8), beta: float(0.42) }), ...unary()].map(single),
  Sin: unary(),
  Cos: unary(),
  Floor: [given([each([3], (r) => r.integer(5) + 0.5)])],
  Ceil: [given([each([3], (r) => r.integer(5) + 0.5)])],
  Round: [given([each([3], (r) => r.integer(5) + 0.2)])],
  Add: binary(),
  Sub: binary(),
  Mul: binary(),
  Div: binary(real, positive),
  Max: [given([distinct(2, 3), each([3], (r) => 0.07 + 0.3 * r.integer(4))]), given([distinct(4)])],
  Min: [given([distinct(2, 3), each([3], (r) => 0.07 + 0.3 * r.integer(4))])],
  Sum: [given([real(2, 3), real(3), real(2, 1)])],
  And: binary(condition),
  Or: binary(condition),
  Xor: binary(condition),
  Mod: [
    given([fed([7, -8]), fed([3])]),
    given([each([2, 3], (r) => 2 + 0.3 * r.uniform()), each([3], () => 0.7)], { fmod: int(1) }),
    given([each([2], (r) => -2 - 0.3 * r.uniform()), each([], () => 0.9)], { fmod: int(1) }),
  ],
  IsNaN: [given([real(3)])],
  Greater: binary(),
  GreaterOrEqual: binary(),
  Less: binary(),
  LessOrEqual: binary(),
  Equal: binary(),
  Cast: [
    given([real(2, 3)], { to: int(elementTypeCode("float64")) }),
    single(given([real(2, 3)], { to: int(elementTypeCode("float64")) })),
  ],
  Pow: [
    ...binary(positive, real),
    ...[0, 1, 2, 3].map((p) => given([real(2, 3), constant([p], [])])),
    given([real(2, 3), fed([0, 1, 2])]),
    given([each([3], () => 0), fed([0, 1, 2])]),
  ],
  Where: [given([condition(2, 3), real(2, 3), real(2, 3)]), given([condition(3), real(2, 1), real()])],
  Gemm: gemms,
  MatMul: [
    [[4], [4]],
    [[3, 4], [4]],
    [[4], [4, 2]],
    [
      [3, 4],
      [4, 2],
    ],
    [
      [2, 3, 4],
      [4, 2],
    ],
    [[2, 3, 4], [4]],
    [[4], [2, 4, 3]],
    [
      [3, 4],
      [2, 4, 2],
    ],
    [
      [2, 1, 3, 4],
      [3, 4, 2],
    ],
    [
      [1, 3, 4],
      [2, 4, 2],
    ],
  ].map(([a, b]) => given([real(...a), real(...b)])),
  Softmax: alongAxis,
  LogSoftmax: alongAxis,
  ReduceSum: reductions(),
  ReduceMean: reductions(),
  ReduceMax: reductions(distinct),
  ReduceMin: reductions(distinct),
  ReduceSumSquare: reductions(),
  ReduceL2: [...reductions(), given([each([3], () => 0), constant([0])])].map(single),
  ReduceLogSumExp: reductions(),
  ReduceProd: [...reductions(), given([each([2, 3], (r) => r.integer(2) * 0.7), constant([1])])].map(single),
  CumSum: [
    given([real(2, 3), constant([1], [])]),
    given([real(2, 3), constant([-2], [])], { exclusive: int(1) }),
    given([real(4), constant([0], [])], { reverse: int(1) }),
    given([real(4), constant([0], [])], { reverse: int(1), exclusive: int(1) }),
  ],
  ArgMax: [given([distinct(2, 3)], { axis: int(1), keepdims: int(0) })],
  ArgMin: [given([distinct(2, 3)])],
  Reshape: [given([real(2, 6), constant([3, -1])]), given([real(2, 6), constant([0, 2, 3])])],
  Flatten: [0, 1, 2, -1].map((axis) => given([real(2, 3, 2)], { axis: int(axis) })),
  Transpose: [given([real(2, 3, 4)]), given([real(2, 3, 4)], { perm: ints([1, 2, 0]) })],
  Concat: [given([real(2, 1), real(2, 3), real(2, 2)], { axis: int(-1) })],
  Split: [given([real(2, 3), constant([3])], { axis: int(1) })],
  Slice: [
    given([real(4, 5), constant([1]), constant([3])]),
    given([real(4, 5), constant([1, -4]), constant([1000, -1]), constant([0, -1])]),
    given([real(4, 5), constant([-1]), constant([-1000]), constant([1]), constant([-2])]),
    given([real(5, 4), constant([4, 1]), constant([-1000, 3]), constant([0, 1]), constant([-3, 1])]),
    given([real(4, 5), constant([0]), constant([4]), constant([0]), constant([1])]),
    given([real(7), constant([1]), constant([7]), constant([0]), constant([3])]),
  ],
  Gather: [
    given([real(4, 3), fed([1, 1, -1])]),
    given([real(4, 3), constant([2], [])], { axis: int(1) }),
    given([real(4, 3), constant([-3, -2], [2, 1])]),
    given([real(4, 3), constant([1, 3])]),
    given([real(2, 4, 2), fed([0, 3, 3, 1, 0, 0], [2, 3])], { axis: int(1) }),
    given([real(5), fed([4, 4], [1, 2])]),
  ],
  GatherElements: [
    given([real(3, 2), fed([2, 2, 0, 1], [2, 2])]),
    given([real(2, 3), fed([0, -1, -1, 0], [2, 2])], { axis: int(-1) }),
  ],
  GatherND: [given([real(2, 3), fed([1, 2, 1, 2, 0, 0], [3, 2])]), given([real(3, 2), fed([2, 2], [2, 1])])],
  TopK: [given([distinct(2, 4), constant([2])])],
  ScatterElements: [
    given([real(2, 3), fed([1, 0], [1, 2]), real(1, 2)], { axis: int(1) }),
    given([real(2, 3), fed([1, 0, 1], [1, 3]), real(1, 3)], { reduction: text("add") }),
  ],
  ScatterND: [
    given([real(2, 3), fed([1, 0], [1, 2]), real(1)]),
    given([real(2, 3), fed([1, 1], [2, 1]), real(2, 3)], { reduction: text("add") }),
  ],
  Unsqueeze: [given([real(2, 3), constant([-1, 0])])],
  Squeeze: [given([real(1, 2, 1, 3)]), given([real(1, 2, 1, 3), constant([-2])])],
  Expand: [
    given([real(3, 1), constant([2, 1, 4])]),
    given([real(3, 2), constant([3, 2])]),
    given([real(), constant([2])]),
  ],
  Pad: [given([real(2, 3), constant([0, 1, 2, 0])]), given([real(3, 4), constant([-1, 1, 2, -2])])],
  Conv: [
    given([real(2, 3, 5, 4), real(4, 3, 3, 2), real(4)], { pads: ints([1, 0, 1, 1]) }),
    given([real(2, 2, 6, 5), real(3, 2, 3, 3)], { strides: ints([2, 3]), pads: ints([1, 1, 1, 1]) }),
    given([real(2, 9, 4, 3), real(2, 9, 2, 2), real(2)], { strides: ints([2, 1]), pads: ints([0, 1, 1, 0]) }),
    given([real(1, 9, 7), real(2, 9, 2)], { dilations: ints([2]), strides: ints([3]) }),
    given([real(2, 4, 7), real(6, 2, 2), real(6)], { group: int(2), dilations: ints([2]), strides: ints([2]) }),
    given([real(2, 3, 4, 4), real(3, 1, 3, 3)], { group: int(3), pads: ints([1, 1, 1, 1]) }),
    given([real(1, 2, 3, 3), real(10, 2, 3, 3), real(10)], { pads: ints([1, 1, 1, 1]) }),
    given([real(2, 2, 5, 4), real(9, 2, 3, 2)], {
      strides: ints([2, 3]),
      dilations: ints([2, 1]),
      pads: ints([1, 0, 0, 1]),
    }),
    given([real(2, 4, 4, 4), real(6, 2, 1, 1)], { group: int(2), strides: ints([2, 2]) }),
    given([real(1, 2, 3, 4, 3), real(2, 2, 2, 3, 2)], { pads: ints([0, 1, 1, 0, 2, 0]) }),
  ].map(single),
  ConvTranspose: [
    given([real(1, 2, 3), real(2, 3, 2), real(3)]),
    given([real(2, 2, 3, 2), real(2, 3, 3, 2)], { strides: ints([2, 3]), pads: ints([1, 0, 0, 1]) }),
    given([real(2, 9, 3), real(9, 1, 3)], { strides: ints([3]), output_padding: ints([2]), dilations: ints([2]) }),
    given([real(2, 4, 3), real(4, 3, 2), real(6)], { group: int(2), strides: ints([2]), pads: ints([1, 1]) }),
  ].map(single),
  MaxPool: [
    given([distinct(2, 2, 4, 5)], { kernel_shape: ints([3, 2]), strides: ints([1, 2]), pads: ints([1, 0, 1, 1]) }),
    given([distinct(1, 2, 6)], { kernel_shape: ints([2]), strides: ints([2]) }),
    given([distinct(1, 1, 3, 6)], { kernel_shape: ints([2, 2]), strides: ints([2, 3]), ceil_mode: int(1) }),
    given([distinct(1, 2, 7)], { kernel_shape: ints([2]), dilations: ints([3]), pads: ints([1, 1]) }),
    given([distinct(1, 1, 4, 5)], { kernel_shape: ints([2, 3]), storage_order: int(1) }),
  ],
  BatchNormalization: [given([real(2, 3, 2, 2), positive(3), real(3), real(3), positive(3)])],
  Shape: [given([real(2, 3)])],
  Size: [given([real(2, 3)])],
  Range: [given([constant([1], []), constant([8], []), constant([3], [])])],
  ConstantOfShape: [given([constant([2, 3])])],
  Constant: [given([], { value: { kind: "tensor", value: tensorOf("float32", [2], [1, 2]) } })],
};

/** A graph of one operation, with the gradients of its real inputs in it. */
interface Built {
  readonly session: Session;
  /** The shape of y as the shape rule gives it. */
  readonly shape: readonly number[];
  readonly reals: readonly { readonly name: string; readonly gradient: string; readonly shape: readonly number[] }[];
  readonly feeds: Record<string, Tensor>;
}

/** Adds a case's inputs; the second list has what goes into the operation, such as conditions made of real inputs. */
function addInputs(
  builder: GraphBuilder,
  { inputs, precision }: Case,
  random: Random,
): [Record<string, Tensor>, string[]] {
  const feeds: Record<string, Tensor> = {};
  const values = inputs.map((input, i) => {
    const name = `x${i}`;
    if (input.kind === "integers" && !input.fed) return builder.initializer(name, input.tensor);
    feeds[name] = input.kind === "integers" ? input.tensor : tensorOf(precision, input.shape, input.draw(random));
    builder.input(name, feeds[name].elementType, feeds[name].shape);
    return input.kind === "condition" ? builder.node("Greater", [name, builder.scalar(0, precision)]) : name;
  });
  return [feeds, values];
}

async function build(operation: Operation, aCase: Case, random: Random): Promise<Built> {
  const builder = new GraphBuilder(operation);
  const [feeds, values] = addInputs(builder, aCase, random);
  const names = operation === "TopK" ? ["made", "places"] : ["made"];
  const [made] = builder.nodes(operation, values, aCase.attributes, names);
  const y = builder.node("Cast", [made], { to: int(elementTypeCode(aCase.precision)) }, "y");
  const { shape } = builder.type(y);
  builder.input("dy", aCase.precision, shape);
  const weights = Array.from({ length: sizeOf(shape) }, () => random.normal());
  feeds.dy = tensorOf(aCase.precision, shape, weights);
  builder.input("unused", aCase.precision, [2]);
  feeds.unused = tensorOf(aCase.precision, [2], [1, 1]);
  const wrt = aCase.inputs.flatMap(({ kind }, i) => {
    const open = kind === "condition" || (kind === "real" && inputRule(rules[operation], i) !== "unimplemented");
    return open ? [`x${i}`] : [];
  });
  const { graph, gradients } = differentiate(builder.build(), { y: "dy" }, [...wrt, "unused"]);
  const whole = GraphBuilder.from(graph);
  for (const name of [y, ...Object.values(gradients)]) whole.output(name);
  const reals = [...wrt, "unused"].map((name) => ({
    name,
    gradient: gradients[name],
    shape: graph.types.get(name)!.shape,
  }));
  return { session: await openSession(ort, whole.build(), { threads: 1 }), shape, reals, feeds };
}

const numbers = (tensor: Tensor): number[] => Array.from(tensor.data as Float64Array);

/** d(Σ dy y)/dx by central differences: (L(x + h) - L(x - h)) / 2h for each element. */
async function numericGradient({ session, feeds }: Built, name: string, step: number): Promise<number[]> {
  const { elementType, shape } = feeds[name];
  const dy = numbers(feeds.dy);
  const lossAt = async (index: number, change: number): Promise<number> => {
    const moved = tensorOf(
      elementType,
      shape,
      numbers(feeds[name]).map((x, i) => (i === index ? x + change : x)),
    );
    const { y } = await session.run({ ...feeds, [name]: moved }, ["y"]);
    return numbers(y).reduce((sum, value, i) => sum + value * dy[i], 0);
  };
  const slopes: number[] = [];
  for (let i = 0; i < sizeOf(shape); i++)
    slopes.push(((await lossAt(i, step)) - (await lossAt(i, -step))) / (2 * step));
  return slopes;
}

/** Step and tolerance: the error of central differences is of the order of h², that of rounding of ε/h. */
const accuracies: Readonly<Record<Case["precision"], { readonly step: number; readonly tolerance: number }>> = {
  float64: { step: 1e-5, tolerance: 1e-8 },
  float32: { step: 1e-2, tolerance: 1e-3 },
};

async function checkCase(operation: Operation, aCase: Case, seed: string): Promise<void> {
  const built = await build(operation, aCase, createRandom(seed));
  const { step, tolerance } = accuracies[aCase.precision];
  const computed = await built.session.run(built.feeds);
  expect(computed.y.shape, "shape of y").toEqual(built.shape);
  for (const { name, gradient, shape } of built.reals) {
    const [found, expected] = [numbers(computed[gradient]), await numericGradient(built, name, step)];
    expect(computed[gradient].shape, `shape of the gradient of ${name} (seed ${seed})`).toEqual(shape);
    const errors = found.map((value, i) => Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i])));
    const worst = errors.reduce((best, error, i) => (error <= errors[best] ? best : i), 0);
    const message = `gradient of ${name}, seed ${seed}, worst at ${worst}: ${found[worst]} for ${expected[worst]}`;
    // Not a number fails too.
    expect(errors[worst] <= tolerance, message).toBe(true);
  }
  await built.session.release();
}

describe("the gradient rules", () => {
  it.each(operations)("of %s agree with central differences", async (operation) => {
    expect(cases[operation].length).toBeGreaterThan(0);
    for (const [i, aCase] of cases[operation].entries()) await checkCase(operation, aCase, `${operation}/${i}`);
  });

  const unimplemented = operations.filter((operation) => rules[operation].includes("unimplemented"));
  it.each(unimplemented)("of %s refuse the inputs that have none", (operation) => {
    rules[operation].forEach((rule, index) => {
      const [aCase] = cases[operation];
      if (rule !== "unimplemented" || aCase.inputs[index]?.kind !== "real") return;
      const builder = new GraphBuilder(operation);
      const [, values] = addInputs(builder, aCase, createRandom(0));
      const y = builder.node(operation, values, aCase.attributes, "y");
      builder.input("dy", aCase.precision, builder.type(y).shape);
      const attempt = () => differentiate(builder.build(), { y: "dy" }, [`x${index}`]);
      expect(attempt).toThrow(
        /^gradient of node "y": expected (a path through input 0( or \d)* of|an operation with a gradient)/,
      );
    });
  });
});
