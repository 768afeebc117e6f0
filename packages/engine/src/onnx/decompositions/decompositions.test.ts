// Operations that are written as others compute what ONNX Runtime's own do.
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { tensorOf } from "../elementTypes.ts";
import { encodeModel } from "../encode.ts";
import { int, ints, text, type Attributes, type Graph, type Tensor } from "../graph.ts";
import { instantiate } from "../instantiate.ts";
import { oneNodeModel } from "../oneNode.fixtures.ts";
import { openSession } from "../runtime.ts";
import { operationCases } from "./decompositions.fixtures.ts";
import { decomposedOperations } from "./index.ts";

async function run(graph: Graph | Uint8Array, x: Tensor): Promise<Tensor> {
  const session = await openSession(ort, graph, { threads: 1 });
  const { y } = await session.run({ x0: x }, ["y"]);
  await session.release();
  return y;
}

it.each(operationCases)("$operation $attributes", async (aCase) => {
  const [model, x] = [oneNodeModel(aCase), aCase.inputs[0]!];
  const expected = await run(encodeModel(model), x);
  const graph = instantiate(model, {});
  const found = await run(graph, x);
  expect(found.shape).toEqual(expected.shape);
  expect(graph.types.get("y")!.shape).toEqual(expected.shape);
  expected.data.forEach((value, i) => expect(Number(found.data[i])).toBeCloseTo(Number(value), 5));
});

it("every operation that is written as others has a case", () => {
  const tried = new Set(operationCases.map(({ operation }) => operation));
  expect(decomposedOperations.filter((operation) => !tried.has(operation))).toEqual([]);
});

it("refuses what the other operations cannot express", () => {
  const x = tensorOf("float32", [1, 1, 4], [1, 2, 3, 4]);
  const attempt =
    (operation: string, inputs: Tensor[], attributes: Attributes, opset = 18) =>
    () =>
      instantiate(oneNodeModel({ operation, inputs: [x, ...inputs], attributes, opset }), {});
  expect(attempt("Gelu", [], { approximate: text("sinh") }, 20)).toThrow('approximate none or tanh, got "sinh"');
  expect(attempt("AveragePool", [], { kernel_shape: ints([7]) })).toThrow("a window of at most 4 elements, got 7");
  const weights = tensorOf("float32", [1, 1, 1], [1]);
  const kernel = { kernel_shape: ints([2]) };
  expect(attempt("MaxPool", [], { ...kernel, strides: ints([0]) })).toThrow("1 strides of 1 or more, got [0]");
  expect(attempt("MaxPool", [], { ...kernel, pads: ints([1]) })).toThrow("2 pads of 0 or more, got [1]");
  expect(attempt("Conv", [weights], { dilations: ints([1, 1]) })).toThrow("1 dilations of 1 or more, got [1,1]");
  expect(attempt("ConvTranspose", [weights], { strides: ints([0]) })).toThrow("1 strides of 1 or more, got [0]");
  expect(attempt("ConvTranspose", [weights], { strides: ints([2]), auto_pad: text("SAME_UPPER") })).toThrow(
    'ConvTranspose node "node": expected an output of at most the 7 elements that its kernel reaches, got 8',
  );
  expect(attempt("Einsum", [x], { equation: text("abb,abc->ac") })).toThrow("a letter of its own for each axis");
  expect(attempt("Resize", [], {})).toThrow("3 scales or sizes");
  for (const scale of [Infinity, NaN, 0])
    expect(attempt("Resize", [x, tensorOf("float32", [3], [1, 1, scale])], {})).toThrow(
      `Resize node "node": expected scales above 0 and finite, got ${scale}`,
    );
  expect(attempt("Resize", [], { antialias: int(1) })).toThrow("antialias 0, got 1");
  expect(attempt("Resize", [], { mode: text("area") })).toThrow('mode among nearest, linear, cubic, got "area"');
});
