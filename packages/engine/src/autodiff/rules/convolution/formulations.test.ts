// All ways to compute a gradient of a convolution give the same numbers.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../onnx/builder.ts";
import { tensorOf } from "../../../onnx/elementTypes.ts";
import { int, ints, sizeOf, type Attributes } from "../../../onnx/graph.ts";
import { openSession } from "../../../onnx/runtime.ts";
import { Backward } from "../../backward.ts";
import { emitAs } from "../../emit.ts";
import type { Gradient } from "../../expression.ts";
import { geometryOf, type Geometry } from "./geometry.ts";
import { inputFormulations, inputLimits } from "./input.ts";
import { weightFormulations, weightLimits } from "./weight.ts";

type Formulation = (g: Backward, geometry: Geometry) => Gradient;
interface Ways {
  readonly formulations: Readonly<Record<string, Formulation>>;
  readonly limits: Readonly<Record<string, (geometry: Geometry) => boolean>>;
}

const ways: Readonly<Record<"x" | "w", Ways>> = {
  x: { formulations: inputFormulations, limits: inputLimits },
  w: { formulations: weightFormulations, limits: weightLimits },
};

interface Case {
  readonly of: string;
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly attributes: Attributes;
  /** How many ways there are to the input's gradient and to the weight's. */
  readonly counts: readonly [input: number, weight: number];
}

const cases: readonly Case[] = [
  { of: "3×3 kernels", x: [2, 3, 5, 4], w: [4, 3, 3, 3], attributes: { pads: ints([1, 1, 1, 1]) }, counts: [3, 2] },
  { of: "unequal pads", x: [2, 3, 5, 4], w: [4, 3, 3, 2], attributes: { pads: ints([2, 0, 1, 1]) }, counts: [3, 2] },
  {
    of: "strides that leave elements unseen",
    x: [2, 3, 8, 7],
    w: [4, 3, 3, 3],
    attributes: { strides: ints([2, 3]), pads: ints([1, 0, 1, 1]) },
    counts: [2, 2],
  },
  {
    of: "1×1 kernels with stride",
    x: [2, 3, 6, 6],
    w: [4, 3, 1, 1],
    attributes: { strides: ints([2, 2]) },
    counts: [2, 2],
  },
  {
    of: "dilations",
    x: [2, 3, 7, 6],
    w: [4, 3, 3, 2],
    attributes: { dilations: ints([2, 3]), pads: ints([2, 1, 0, 1]) },
    counts: [3, 1],
  },
  {
    of: "dilations of another axis",
    x: [2, 3, 7, 6],
    w: [4, 3, 3, 2],
    attributes: { dilations: ints([2, 1]), strides: ints([1, 2]) },
    counts: [2, 2],
  },
  {
    of: "groups",
    x: [2, 6, 5, 4],
    w: [4, 3, 3, 3],
    attributes: { group: int(2), pads: ints([1, 1, 1, 1]) },
    counts: [2, 2],
  },
  {
    of: "depthwise kernels",
    x: [2, 4, 5, 5],
    w: [8, 1, 3, 3],
    attributes: { group: int(4), pads: ints([1, 1, 1, 1]), strides: ints([2, 1]) },
    counts: [1, 2],
  },
  { of: "sequences", x: [3, 4, 9], w: [5, 4, 3], attributes: { pads: ints([1, 1]) }, counts: [3, 2] },
  { of: "volumes", x: [1, 2, 3, 4, 3], w: [3, 2, 2, 3, 2], attributes: {}, counts: [3, 2] },
];

/** The gradient of x or w in every way that can do this convolution, by the way's name. */
async function gradients({ x, w, attributes }: Case, of: "x" | "w"): Promise<Record<string, number[]>> {
  const builder = new GraphBuilder("convolution");
  const y = builder.node("Conv", [builder.input("x", "float32", x), builder.input("w", "float32", w)], attributes, "y");
  const shapes = { x, w, dy: builder.type(y).shape };
  builder.input("dy", "float32", shapes.dy);
  const forward = builder.build();
  const random = createRandom(1);
  const drawn = Object.entries(shapes).map(
    ([name, shape]) =>
      [
        name,
        tensorOf(
          "float32",
          shape,
          Array.from({ length: sizeOf(shape) }, () => random.normal()),
        ),
      ] as const,
  );
  const { formulations, limits } = ways[of];
  const found: Record<string, number[]> = {};
  for (const [name, formulation] of Object.entries(formulations)) {
    const whole = GraphBuilder.from(forward);
    const backward = new Backward(whole, forward.nodes[0], "dy");
    const geometry = geometryOf(backward);
    if (!limits[name](geometry)) continue;
    whole.output(emitAs(whole, formulation(backward, geometry), "gradient"));
    const session = await openSession(ort, whole.build(), { threads: 1 });
    const { gradient } = await session.run(Object.fromEntries(drawn));
    await session.release();
    found[name] = Array.from(gradient.data as Float32Array);
  }
  return found;
}

describe.each(["x", "w"] as const)("the gradient of %s", (of) => {
  it.each(cases)("is the same in all ways for $of", async (aCase) => {
    const found = Object.values(await gradients(aCase, of));
    expect(found.length).toBe(aCase.counts[of === "x" ? 0 : 1]);
    for (const values of found) values.forEach((value, i) => expect(Math.abs(value - found[0][i])).toBeLessThan(1e-4));
  });
});
