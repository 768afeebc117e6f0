// Augmentations of single images, as properties of images that fast-check makes up.
import fc from "fast-check";
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { batchSpecs, linesOf, makeBatch, type BatchSpec } from "./batches.fixtures.ts";
import { parseAugmentation } from "./parseAugmentation.ts";

/** A batch before and after. */
function augment(text: string, spec: BatchSpec, seed = 1) {
  const [before, batch] = [makeBatch(spec), makeBatch(spec)];
  parseAugmentation(text).apply(batch, createRandom(seed));
  return { before, batch };
}

const holds = (property: (spec: BatchSpec) => void): void => fc.assert(fc.property(batchSpecs, property));

describe.each(["flip", "shift:2", "crop:2", "colour"])("%s", (text) => {
  it("leaves targets alone", () => {
    holds((spec) => {
      const { before, batch } = augment(text, spec);
      expect(batch.targets).toEqual(before.targets);
    });
  });
});

describe("flip", () => {
  const mirrored = (image: number[][]): number[][] => image.map((line) => line.toReversed());

  it("mirrors every line of every image, always or never where told so", () => {
    holds((spec) => {
      const all = augment("flip:1", spec);
      expect(linesOf(all.batch)).toEqual(linesOf(all.before).map(mirrored));
      const none = augment("flip:0", spec);
      expect(none.batch.inputs).toEqual(none.before.inputs);
    });
  });

  it("mirrors about half of the images, as wholes", () => {
    const { before, batch } = augment("flip", { bytes: true, count: 200, shape: [3, 4, 5], seed: 1 });
    const [was, is] = [linesOf(before), linesOf(batch)];
    const flipped = was.filter((image, i) => JSON.stringify(mirrored(image)) === JSON.stringify(is[i]));
    const same = was.filter((image, i) => JSON.stringify(image) === JSON.stringify(is[i]));
    expect(flipped.length + same.length).toBe(200);
    expect(Math.abs(flipped.length - 100)).toBeLessThan(36); // five standard deviations
  });
});

/** All results that moves by up to so many pixels can have, with `beyond` giving what is outside. */
function moves(image: number[][], height: number, pixels: number, beyond: "edge" | "zero"): string[] {
  const offsets = Array.from({ length: 2 * pixels + 1 }, (_, i) => i - pixels);
  const inside = (i: number, length: number): number => Math.max(0, Math.min(length - 1, i));
  const at = (channel: number, y: number, x: number): number => {
    const [row, column] = [inside(y, height), inside(x, image[0].length)];
    return beyond === "zero" && (row !== y || column !== x) ? 0 : image[channel * height + row][column];
  };
  const moved = (down: number, right: number): number[][] =>
    image.map((line, i) => line.map((_, x) => at(Math.floor(i / height), (i % height) - down, x - right)));
  return offsets.flatMap((down) => offsets.map((right) => JSON.stringify(moved(down, right))));
}

describe.each([
  ["shift", "edge"],
  ["crop", "zero"],
] as const)("%s", (name, beyond) => {
  it("moves every image, all its channels alike, by at most so many pixels", () => {
    holds((spec) => {
      const { before, batch } = augment(`${name}:2`, spec);
      const is = linesOf(batch);
      const height = spec.shape[spec.shape.length - 2];
      linesOf(before).forEach((image, i) => expect(moves(image, height, 2, beyond)).toContain(JSON.stringify(is[i])));
    });
  });

  it("moves by every number of pixels in its turn", () => {
    const { before, batch } = augment(`${name}:1`, { bytes: true, count: 300, shape: [6, 6], seed: 2 });
    const is = linesOf(batch).map((image) => JSON.stringify(image));
    const seen = linesOf(before).map((image, i) => moves(image, 6, 1, beyond).indexOf(is[i]));
    expect([...new Set(seen)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("moves nothing by 0 pixels", () => {
    holds((spec) => {
      const { before, batch } = augment(`${name}:0`, spec);
      expect(batch.inputs).toEqual(before.inputs);
    });
  });
});

describe("colour", () => {
  const only = (which: string, by: number): string =>
    `colour:${["brightness", "contrast", "saturation"].map((name) => `${name}=${name === which ? by : 0}`).join(",")}`;
  const numbers = { bytes: false, count: 20, shape: [3, 4, 4], seed: 3 };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  it("changes nothing by factors of 1", () => {
    holds((spec) => {
      const { before, batch } = augment(only("none", 0), spec);
      batch.inputs.forEach((value, i) => expect(value).toBeCloseTo(before.inputs[i], 3));
    });
  });

  it("multiplies an image by its brightness", () => {
    const { before, batch } = augment(only("brightness", 0.5), numbers);
    const factors = linesOf(batch).map((image, i) => {
      const [is, was] = [image.flat(), linesOf(before)[i].flat()];
      const factor = mean(is) / mean(was);
      is.forEach((value, j) => expect(value).toBeCloseTo(factor * was[j], 3));
      return factor;
    });
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.5);
    expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.5);
  });

  /** The greys of an image's pixels. */
  const greys = (image: number[][]): number[] => {
    const [red, green, blue] = [0, 1, 2].map((channel) => image.slice(4 * channel, 4 * channel + 4).flat());
    return red.map((value, i) => 0.299 * value + 0.587 * green[i] + 0.114 * blue[i]);
  };

  it("keeps every pixel's grey under saturation, and the mean grey under contrast", () => {
    const [saturated, contrasted] = [
      augment(only("saturation", 0.5), numbers),
      augment(only("contrast", 0.5), numbers),
    ];
    const was = linesOf(saturated.before).map(greys);
    linesOf(saturated.batch).forEach((image, i) => greys(image).forEach((g, j) => expect(g).toBeCloseTo(was[i][j], 2)));
    linesOf(contrasted.batch).forEach((image, i) => expect(mean(greys(image))).toBeCloseTo(mean(was[i]), 2));
    expect(saturated.batch.inputs).not.toEqual(saturated.before.inputs);
    expect(contrasted.batch.inputs).not.toEqual(contrasted.before.inputs);
  });

  it("rounds bytes and keeps them in their range", () => {
    const bytes = { ...numbers, bytes: true };
    const [exact, rounded] = [augment("colour:brightness=1", numbers), augment("colour:brightness=1", bytes)];
    exact.batch.inputs.forEach((value, i) => {
      const nearest = Math.max(0, Math.min(255, value));
      expect(Math.abs(rounded.batch.inputs[i] - nearest)).toBeLessThanOrEqual(0.501);
    });
    expect(Math.max(...exact.batch.inputs)).toBeGreaterThan(300);
  });
});
