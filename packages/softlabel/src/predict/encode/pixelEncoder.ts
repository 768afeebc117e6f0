// Pixels, or other numbers of a fixed shape, as a model's only input takes them.
import { sizeOf } from "@softlabel/engine/internal";
import { createValues, fromPlanes } from "@softlabel/data/internal";
import type { FeedBlock } from "./encoder.ts";

/** An input that takes examples of one shape. */
export interface PixelInput {
  readonly name: string;
  readonly elementType: "uint8" | "float32";
  readonly shape: readonly number[];
  /** Whether the channels of images come last. */
  readonly channelsLast: boolean;
}

/** What a model that does not scale for itself sees: value · scale + shift; lists have a number per channel. */
export interface Scaling {
  readonly scale: number | readonly number[];
  readonly shift: number | readonly number[];
}

/** Room for a block of examples. */
export interface PixelEncoder {
  /** Takes one example, [channels, height, width] or [values]. */
  put(values: Uint8Array | Float32Array, row: number): void;
  readonly feeds: FeedBlock;
}

type Values = Uint8Array | Float32Array;

/** Scales planes, the first of `channels` with the first number. */
function scaler({ scale, shift }: Scaling, channels: number): (values: Values) => Values {
  const of = (numbers: number | readonly number[], channel: number): number =>
    typeof numbers === "number" ? numbers : numbers[channel];
  return (values) => {
    const plane = values.length / channels;
    return Float32Array.from(values, (value, i) => {
      const channel = Math.floor(i / plane);
      return value * of(scale, channel) + of(shift, channel);
    });
  };
}

/** Planes to pixels; the type stays. */
function interleaved(values: Values, channels: number): Values {
  if (values instanceof Uint8Array) return fromPlanes(values, channels);
  const plane = values.length / channels;
  return values.map((_, i) => values[(i % channels) * plane + Math.floor(i / channels)]);
}

/**
 * Makes room for blocks of at most `capacity` examples.
 * @param channels of an example that comes as planes; 1 where it is none
 * @param scaling absent where the model takes values as they are
 */
export function pixelEncoder(
  input: PixelInput,
  channels: number,
  scaling: Scaling | undefined,
  capacity: number,
): PixelEncoder {
  const { name, elementType, shape, channelsLast } = input;
  const size = sizeOf(shape);
  const data = createValues(elementType, capacity * size);
  const scaled = scaling === undefined ? (values: Values) => values : scaler(scaling, channels);
  const placed =
    channelsLast && channels > 1 ? (values: Values) => interleaved(values, channels) : (values: Values) => values;
  return {
    put: (values, row) => data.set(placed(scaled(values)), row * size),
    feeds: (from, rows) => ({
      [name]: { elementType, shape: [rows, ...shape], data: data.subarray(from * size, (from + rows) * size) },
    }),
  };
}
