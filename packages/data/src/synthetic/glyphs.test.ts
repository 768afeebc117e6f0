// Glyphs: the same for the same seed, drawn within their frame, two classes nearly alike.
import { describe, expect, it } from "vitest";
import { inputsOf } from "@softlabel/engine";
import { fingerprint } from "../base/fingerprint.ts";
import { glyphShapes } from "./glyphShapes.ts";
import { makeGlyphs } from "./glyphs.ts";

const glyphs = makeGlyphs("glyphs", { train: 2000, test: 1000, seed: 0 });
const pixels = 28 * 28;

/** The mean image of each class, turned into one row of numbers per class. */
function meanPictures(): Float64Array[] {
  const means = glyphs.classes.map(() => new Float64Array(pixels));
  inputsOf(glyphs.train).forEach((value, i) => {
    const label = glyphs.train.labels[Math.floor(i / pixels)];
    means[label][i % pixels] += value / (glyphs.train.count / glyphs.classes.length);
  });
  return means;
}

describe("makeGlyphs", () => {
  it("gives images of ten classes, equally many of each", () => {
    expect(glyphs.shape).toEqual([28, 28]);
    expect(glyphs.classes).toEqual(glyphShapes.map((shape) => shape.name));
    expect(glyphs.classes.length).toBe(10);
    expect(inputsOf(glyphs.train).length).toBe(2000 * pixels);
    for (let k = 0; k < 10; k++) expect(glyphs.test.labels.filter((label) => label === k).length).toBe(100);
    expect(255 * Number(glyphs.scale) + Number(glyphs.shift)).toBeCloseTo(1, 12);
    expect(glyphs.shift).toBe(-1);
  });

  it("is decided by the seed, and does not change with the number asked for", () => {
    const again = makeGlyphs("again", { train: 100, test: 1000, seed: 0 });
    const sameTrain = { ...glyphs.train, count: 100, inputs: inputsOf(glyphs.train).slice(0, 100 * pixels) };
    expect(again.fingerprint).toBe(
      fingerprint({ ...sameTrain, labels: glyphs.train.labels.slice(0, 100) }, glyphs.test),
    );
    expect(makeGlyphs("other", { train: 100, test: 1000, seed: 1 }).fingerprint).not.toBe(again.fingerprint);
  });

  it("draws different images for training and testing", () => {
    const { train, test } = makeGlyphs("same size", { train: 10, test: 10, seed: 0 });
    expect(fingerprint(train)).not.toBe(fingerprint(test));
  });

  it("draws something in every image and leaves room around it", () => {
    for (let i = 0; i < glyphs.test.count; i++) {
      const image = inputsOf(glyphs.test).subarray(i * pixels, (i + 1) * pixels);
      const bright = image.filter((value) => value > 90).length;
      expect(bright).toBeGreaterThan(15);
      expect(bright).toBeLessThan(pixels / 2);
    }
  });

  it("tells most classes apart by their mean image, circles from ovals least", () => {
    const means = meanPictures();
    const distance = (a: number, b: number): number => Math.hypot(...means[a].map((value, i) => value - means[b][i]));
    const pairs = means.flatMap((_, a) => means.slice(a + 1).map((_, i) => ({ a, b: a + 1 + i })));
    const nearest = pairs.sort((p, q) => distance(p.a, p.b) - distance(q.a, q.b))[0];
    expect([nearest.a, nearest.b].map((k) => glyphs.classes[k])).toEqual(["circle", "oval"]);
    expect(distance(nearest.a, nearest.b)).toBeGreaterThan(0);
  });
});
