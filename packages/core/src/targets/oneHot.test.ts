// One-hot rows, and the checks of labels.
import { describe, expect, it } from "vitest";
import { checkClasses, checkLabels } from "../base/labels.ts";
import { oneHot } from "./oneHot.ts";

describe("oneHot", () => {
  it("puts all mass on the label's class", () => {
    expect(Array.from(oneHot(new Int32Array([2, 0]), 3))).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it("leaves an ignored row zero, whether the label is outside the classes or among them", () => {
    expect(Array.from(oneHot(new Int32Array([-100, 1]), 2, -100))).toEqual([0, 0, 0, 1]);
    expect(Array.from(oneHot(new Int32Array([0, 1]), 2, 0))).toEqual([0, 0, 0, 1]);
    expect(Array.from(oneHot(new Int32Array([1_000_000_000, 1]), 2, 1_000_000_000))).toEqual([0, 0, 0, 1]);
  });

  it("takes no labels at all, and a single class", () => {
    expect(oneHot(new Int32Array(), 3)).toHaveLength(0);
    expect(Array.from(oneHot(new Int32Array([0]), 1))).toEqual([1]);
  });

  it.each([
    [[0, 3], "oneHot: expected the label of row 1 to be from 0 to 2, got 3"],
    [[-1, 3], "oneHot: expected the label of row 0 to be from 0 to 2, got -1"],
    [[0, -100], "got -100; leave out rows without a label"],
  ])("refuses labels %j", (labels, message) => {
    expect(() => oneHot(new Int32Array(labels), 3)).toThrow(message);
  });
});

describe("checks of labels", () => {
  it.each([0, -1, 2.5, NaN, Infinity])("refuse %d classes", (classes) => {
    expect(() => checkClasses("my loss", classes)).toThrow("my loss: expected the number of classes to be a whole");
    expect(() => oneHot(new Int32Array([0]), classes)).toThrow("oneHot: expected the number of classes");
  });

  it("name who asks", () => {
    expect(() => checkLabels("my loss", new Int32Array([0, 0, 9]), 2)).toThrow("my loss: expected the label of row 2");
    expect(() => checkLabels("my loss", new Int32Array([0, 9]), 2, 9)).not.toThrow();
  });
});
