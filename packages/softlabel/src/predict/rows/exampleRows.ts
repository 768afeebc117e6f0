// Examples in arrays, such as idx files and known data sets, as a model's input takes them.
import { type Examples } from "@softlabel/engine";
import { sizeOf } from "@softlabel/engine/internal";
import { refuse, rowBlocks } from "@softlabel/data/internal";
import { pixelEncoder } from "../encode/pixelEncoder.ts";
import type { ImageInput, ModelInput, NumbersInput } from "../model/inputKinds.ts";
import type { PixelScaling } from "./pixelScaling.ts";
import { blockRows, numbered, type RowBlock, type RowSource } from "./rowBlock.ts";

/** Examples, and what is known of them. */
export interface ExampleSet {
  /** For messages. */
  readonly name: string;
  readonly noun: string;
  readonly examples: Pick<Examples, "count" | "shape" | "inputs">;
  /** The name of each one's class. */
  readonly labels?: readonly string[];
  readonly notes: readonly string[];
}

/** Channels of examples that come as planes. */
export const channelsOf = ([first, ...rest]: readonly number[]): number => (rest.length === 2 ? first : 1);

const isFixed = (shape: readonly (number | undefined)[]): shape is readonly number[] => !shape.includes(undefined);

/** The input as one of these examples. */
function inputFor(model: string, { name, examples }: ExampleSet, input: ImageInput | NumbersInput) {
  const shape = input.kind === "numbers" ? [input.width] : input.shape;
  const { elementType } = input;
  if (!isFixed(shape) || sizeOf(shape) !== sizeOf(examples.shape))
    return refuse(name, `examples of [${shape.join(", ")}], as ${model} takes`, `[${examples.shape.join(", ")}]`);
  if (elementType !== "uint8" && elementType !== "float32")
    return refuse(model, "an input of uint8 or float32", elementType);
  if (elementType === "uint8" && examples.inputs instanceof Float32Array)
    return refuse(name, `values of uint8, as ${model} takes`, "float32");
  const channels = channelsOf(examples.shape);
  const channelsLast = shape.length === 3 && shape[0] !== channels && shape[2] === channels;
  return { name: input.name, elementType, shape, channelsLast };
}

/**
 * Examples as rows.
 * @param model its file, for messages
 * @param pixels how the values are scaled
 * @param batch rows that it always takes at once
 * @throws UsageError where they are not of the shape that the model takes
 */
export function exampleRows(
  model: string,
  set: ExampleSet,
  input: Exclude<ModelInput, { kind: "columns" }>,
  pixels: PixelScaling,
  batch: number | undefined,
): RowSource {
  const { examples, labels, noun } = set;
  const fitted = inputFor(model, set, input);
  const size = sizeOf(examples.shape);
  const capacity = blockRows(size, batch);
  const encoder = pixelEncoder(fitted, channelsOf(examples.shape), pixels.scaling, capacity);
  const take = (first: number, count: number): RowBlock => {
    const own = labels?.slice(first, first + count);
    return { count, first: first + 1, feed: encoder.feeds, bad: new Uint8Array(count), labels: own };
  };
  function* blocks(): Generator<RowBlock> {
    let [first, count] = [0, 0];
    for (const { rows, values } of rowBlocks({ ...examples, labels: new Int32Array(0) })) {
      for (let row = 0; row < rows; row++) {
        encoder.put(values.subarray(row * size, (row + 1) * size), count);
        if (++count < capacity) continue;
        yield take(first, count);
        [first, count] = [first + count, 0];
      }
    }
    if (count > 0) yield take(first, count);
  }
  return {
    noun,
    id: numbered,
    labelled: labels !== undefined,
    notes: [...set.notes, ...pixels.notes],
    blocks,
    findings: () => Promise.resolve([]),
  };
}
