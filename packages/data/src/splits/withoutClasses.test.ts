// Data without some of their classes: which rows go where, and under which labels.
import { inputsOf } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { makeDataset } from "../named/namedDataset.ts";
import { withoutClasses } from "./withoutClasses.ts";

const blobs = makeDataset("blobs:classes=4,train=40,test=20");

describe("withoutClasses", () => {
  it("keeps the rows of the other classes in their order, and those left out beside them", () => {
    const { classes, train, test, leftOut, fingerprint } = withoutClasses(blobs, ["3", "1"]);
    expect(classes).toEqual(["0", "2"]);
    expect([train.count, test.count, leftOut?.train.count, leftOut?.test.count]).toEqual([20, 10, 20, 10]);
    expect([...train.labels.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
    expect(leftOut?.classes).toEqual(["3", "1"]);
    expect([...leftOut!.test.labels.subarray(0, 4)]).toEqual([1, 0, 1, 0]);
    const values = inputsOf(blobs.train);
    expect(inputsOf(train).subarray(2, 4)).toEqual(values.subarray(4, 6));
    expect(inputsOf(leftOut!.train).subarray(2, 4)).toEqual(values.subarray(6, 8));
    expect(fingerprint).not.toBe(blobs.fingerprint);
  });

  it("takes the groups and the validation rows of what remains along, and says what was left out", () => {
    const groups = Int32Array.from({ length: 40 }, (_, row) => row);
    const less = withoutClasses({ ...blobs, groups, validation: blobs.test }, ["0"]);
    expect([...less.groups!.subarray(0, 4)]).toEqual([1, 2, 3, 5]);
    expect(less.validation?.count).toBe(15);
    expect(less.notes).toEqual(["Left out: 0, with 5 test rows."]);
    expect(less).not.toHaveProperty("posterior");
  });

  it("refuses an unknown class, and to leave fewer than two", () => {
    expect(() => withoutClasses(blobs, ["4"])).toThrow("--without: expected the class");
    expect(() => withoutClasses(blobs, ["0", "1", "2"])).toThrow("two classes at least that are left");
  });
});
