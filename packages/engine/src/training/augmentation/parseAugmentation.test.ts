// The text of augmentations, and that what they draw depends on the seed alone.
import { createRandom, UsageError } from "@softlabel/core";
import { formatDefaults } from "@softlabel/core/internal";
import { describe, expect, it } from "vitest";
import { makeBatch } from "./batches.fixtures.ts";
import { augmentationTable, parseAugmentation } from "./parseAugmentation.ts";

const spec = { bytes: true, count: 4, shape: [3, 8, 8], seed: 5 };

function augmented(text: string, seed: number): Uint8Array | Float32Array {
  const batch = makeBatch(spec);
  parseAugmentation(text).apply(batch, createRandom(seed));
  return batch.inputs;
}

describe("parseAugmentation", () => {
  it.each([
    ["flip", "flip"],
    ["flip:0.25", "flip:probability=0.25"],
    [" flip:probability=.5 + shift:pixels=04", "flip+shift:4"],
    ["flip+shift:4+mixup:0.2", "flip+shift:4+mixup:0.2"],
    ["cutmix:1e+0+crop:2", "cutmix:1+crop:2"],
    ["colour:saturation=0.4", "colour:saturation=0.4"],
  ])("reads %s as %s", (text, canonical) => {
    expect(String(parseAugmentation(text))).toBe(canonical);
    expect(String(parseAugmentation(canonical))).toBe(canonical);
  });

  it.each([
    ["flop", 'augmentation "flop": expected the name to be one of flip, '],
    ["", "expected the name to be one of"],
    ["flip+flip", 'augmentation "flip+flip": expected each augmentation once, got "flip"'],
    ["flip:2", "expected probability to be a number from 0 to 1"],
    ["shift:1.5", "expected pixels to be a whole number from 0 to 1024"],
    ["mixup:0", "expected alpha to be a number above 0 and at most 100"],
    ["colour:hue=1", "expected a parameter to be one of"],
  ])("refuses %o", (text, message) => {
    expect(() => parseAugmentation(text)).toThrow(UsageError);
    expect(() => parseAugmentation(text)).toThrow(message);
  });

  it.each(augmentationTable)("$name has defaults that it can be written with", (row) => {
    expect(String(parseAugmentation(formatDefaults(row)))).toBe(String(parseAugmentation(row.name)));
  });

  it("knows what mixes, and what needs images", () => {
    expect(augmentationTable.map(({ name }) => parseAugmentation(name).mixes)).toEqual([false, false, false, false, true, true]); // prettier-ignore
    expect(() => parseAugmentation("mixup+flip").checkShape([20])).toThrow("augmentation: expected images");
    expect(() => parseAugmentation("mixup").checkShape([20])).not.toThrow();
    expect(() => parseAugmentation("flip+cutmix").checkShape([3, 8, 8])).not.toThrow();
  });

  const all = augmentationTable.map(({ name }) => name).join("+");

  it.each([...augmentationTable.map(({ name }) => name), all])("%s does the same for the same seed only", (text) => {
    expect(augmented(text, 1)).toEqual(augmented(text, 1));
    expect(augmented(text, 1)).not.toEqual(augmented(text, 2));
  });

  it("draws the same for an augmentation, whatever else there is", () => {
    expect(augmented("flip:0+crop:3", 1)).toEqual(augmented("crop:3", 1));
  });
});
