// From examples as data sets have them to what a file's input takes: the same, with other axes, or grey for colour.
import { fail } from "@softlabel/core/internal";
import type { GraphBuilder } from "../../onnx/builder.ts";
import { ints, sizeOf } from "../../onnx/graph.ts";

/** How examples become a file's input. */
export interface InputConversion {
  /** The shape of one example as the file takes it. */
  readonly shape: readonly number[];
  /** Sizes of the dimensions that the file leaves open, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Adds the step from [N, ...example] to [N, ...shape]. */
  add(builder: GraphBuilder, value: string, batchSize: number): string;
}

type Step = (builder: GraphBuilder, value: string, shape: readonly number[]) => string;

const unchanged: Step = (_, value) => value;
const reshape: Step = (builder, value, shape) => builder.node("Reshape", [value, builder.int64(shape)]);
const channelsLast: Step = (builder, value) => builder.node("Transpose", [value], { perm: ints([0, 2, 3, 1]) });
/** Grey [N, 1, H, W] as each of three channels. */
const repeat: Step = (builder, value, shape) => builder.node("Expand", [value, builder.int64(shape)]);
const inTurn =
  (...steps: readonly (readonly [Step, (shape: readonly number[]) => readonly number[]])[]): Step =>
  (builder, value, shape) =>
    steps.reduce((current, [step, shapeOf]) => step(builder, current, shapeOf(shape)), value);
const same = (shape: readonly number[]): readonly number[] => shape;

/** The shapes that examples can be brought into, and how, most natural first. */
function candidates(shape: readonly number[]): (readonly [readonly number[], Step])[] {
  const [height, width] = shape.slice(-2);
  const grey = shape.length === 2 || (shape.length === 3 && shape[0] === 1);
  const oneChannel = ([count]: readonly number[]) => [count, 1, height, width];
  const own: (readonly [readonly number[], Step])[] = [[shape, unchanged]];
  if (grey) {
    own.push([[1, height, width], reshape], [[height, width], reshape], [[height, width, 1], reshape]);
    own.push([[3, height, width], inTurn([reshape, oneChannel], [repeat, same])]);
  }
  if (shape.length === 3) own.push([[height, width, shape[0]], channelsLast]);
  return [...own, [[sizeOf(shape)], reshape]];
}

function fits(expected: readonly (number | string)[], shape: readonly number[]): boolean {
  return expected.length === shape.length && expected.every((size, i) => typeof size === "string" || size === shape[i]);
}

/**
 * Finds out how examples become a file's input.
 * @param shape one example as the data have it
 * @param expected one example as the file takes it
 * @throws UsageError where there is no way; the message names both shapes
 */
export function conversionOf(shape: readonly number[], expected: readonly (number | string)[]): InputConversion {
  const known = expected.filter((size) => typeof size === "number");
  const unfolded: (readonly [readonly number[], Step])[] =
    known.length === expected.length && sizeOf(known) === sizeOf(shape) && shape.length === 1 ? [[known, reshape]] : [];
  const found = [...candidates(shape), ...unfolded].find(([candidate]) => fits(expected, candidate));
  const remedy = "resize the images, or export the model for that size";
  if (found === undefined)
    return fail("importModel", `examples of the file's shape [${expected.join(", ")}]`, shape, remedy);
  const [wanted, step] = found;
  const named = expected.flatMap((size, i) => (typeof size === "string" ? [[size, wanted[i]] as const] : []));
  return {
    shape: wanted,
    sizes: Object.fromEntries(named),
    add: (builder, value, batchSize) => step(builder, value, [batchSize, ...wanted]),
  };
}
