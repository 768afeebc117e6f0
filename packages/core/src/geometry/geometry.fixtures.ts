// A small set of features and a head, with what numpy computes of them; rotations and draws for properties.
import { createRandom } from "../base/random.ts";
import type { LinearHead } from "./linearHead.ts";

/** Nine rows of four features, three classes of unequal size. */
export const small = {
  features: Float64Array.of(
    ...[0, 1.25, 1.25, 0, 2, 1.75, 0.25, 0.25, 2, 0.25, 0, 1.25, 0, 2.25, 0.5, 0.25, 1.5, 2.25, 1.75, 0],
    ...[1, 0.25, 1, 0.5, 1.25, 1.75, 1, 1.75, 2.25, 1.25, 1.75, 1, 1.25, 1.5, 0.5, 1],
  ),
  labels: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 2, 2),
  head: {
    classes: 3,
    weight: Float64Array.of(-3, -1, 1, 3, 0, 3, -1, 2, 2, -1, 3, 0),
    bias: Float64Array.of(0.5, -1, 2),
  },
} as const;

/** Features, labels and a head drawn at random; every class has a row. */
export interface Drawn {
  readonly features: Float64Array;
  readonly labels: Int32Array;
  readonly head: LinearHead & { readonly weight: Float64Array };
  readonly width: number;
}

/** `rows` normal rows around normal class means. */
export function draw(seed: number, rows: number, width: number, classes: number): Drawn {
  const random = createRandom(seed);
  const weight = Float64Array.from({ length: classes * width }, () => random.normal());
  const labels = Int32Array.from({ length: rows }, (_, i) => (i < classes ? i : random.integer(classes)));
  const at = (i: number): number => labels[Math.floor(i / width)] * width + (i % width);
  const features = Float64Array.from({ length: rows * width }, (_, i) => weight[at(i)] + random.normal());
  return { features, labels, head: { classes, weight }, width };
}

/** Turns every row in the plane of each pair of neighbouring coordinates, by an angle of its own. */
export function rotate(matrix: Float64Array, width: number): Float64Array {
  const turned = Float64Array.from(matrix);
  for (let d = 0; d + 1 < width; d++) {
    const [cosine, sine] = [Math.cos(d + 0.7), Math.sin(d + 0.7)];
    for (let row = 0; row < turned.length; row += width) {
      const [a, b] = [turned[row + d], turned[row + d + 1]];
      turned[row + d] = cosine * a - sine * b;
      turned[row + d + 1] = sine * a + cosine * b;
    }
  }
  return turned;
}

/** Every row moved by the same vector. */
export const translate = (matrix: Float64Array, width: number): Float64Array =>
  matrix.map((value, i) => value + 3 * Math.sin(1 + (i % width)));

/** Every number of a result of nested records and lists, in order. */
export function numbersOf(result: unknown): number[] {
  if (typeof result === "number") return [result];
  return typeof result === "object" && result !== null ? Object.values(result).flatMap(numbersOf) : [];
}
