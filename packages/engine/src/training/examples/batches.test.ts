// Filling batches: which rows land where.
import { createRandom, parseMethod } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { countCorrect, createInputs, gatherRows, shuffledOrder, targetTable } from "./batches.ts";

describe("gatherRows", () => {
  it("copies the rows that the order names, in its order, and leaves the rest of the buffer", () => {
    const source = Uint8Array.from([0, 1, 10, 11, 20, 21, 30, 31]);
    const batch = new Uint8Array(6).fill(255);
    gatherRows(source, 2, Int32Array.of(9, 3, 0, 9), 1, 2, batch);
    expect(Array.from(batch)).toEqual([30, 31, 0, 1, 255, 255]);
  });
});

describe("targetTable", () => {
  it("holds a method's row for each class", () => {
    const table = targetTable(parseMethod("smooth:0.2,over=others"), 3);
    const expected = [0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8];
    expect(Array.from(table)).toEqual(Array.from(Float32Array.from(expected)));
  });
});

describe("shuffledOrder", () => {
  it("has every example once", () => {
    const order = shuffledOrder(1000, createRandom(1));
    expect(order.toSorted()).toEqual(Int32Array.from({ length: 1000 }, (_, i) => i));
    expect(order).not.toEqual(order.toSorted());
  });
});

describe("countCorrect", () => {
  it("counts rows whose largest logit is their label's, the first of equal ones", () => {
    const logits = Float32Array.of(1, 2, 0, 5, 5, 5, -1, -2, -0.5);
    const correct = new Float64Array(3);
    countCorrect(logits, Int32Array.of(1, 0, 2), correct);
    expect([...correct]).toEqual([1, 1, 1]);
    countCorrect(logits, Int32Array.of(0, 1, 2), correct);
    expect([...correct]).toEqual([1, 1, 2]);
  });
});

describe("createInputs", () => {
  it("has the element type and size of a batch", () => {
    const spec = { shape: [2, 3], elementType: "uint8", scale: 1, shift: 0, classes: 2 } as const;
    expect(createInputs(spec, 4)).toEqual(new Uint8Array(24));
    expect(createInputs({ ...spec, elementType: "float32" }, 1)).toEqual(new Float32Array(6));
  });
});
