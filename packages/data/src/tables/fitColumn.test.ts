// What is fitted on training rows: moments far from zero, frequent categories, what is constant or missing.
import { describe, expect, it } from "vitest";
import { fitColumn, mostCategories, valueTranslator } from "./fitColumn.ts";
import type { EncodedColumn } from "../features/preprocessing.ts";

function fit(values: readonly number[], texts?: readonly string[]): EncodedColumn | undefined {
  const column = fitColumn({ name: "x", kind: texts === undefined ? "number" : "category", texts: texts ?? [] });
  values.forEach((value) => column.add(value));
  return column.end();
}

describe("fitColumn", () => {
  it("finds mean and deviation of the values that are there, also far from zero", () => {
    expect(fit([1, NaN, 3])).toEqual({ name: "x", kind: "number", mean: 2, deviation: 1, missing: true });
    expect(fit([1e9 + 1, 1e9 + 3, 1e9 + 2])).toMatchObject({ mean: 1e9 + 2, deviation: Math.sqrt(2 / 3) });
    expect(fit([4, 4, NaN])).toMatchObject({ mean: 4, deviation: 1, missing: true });
  });

  it("leaves out what is the same everywhere", () => {
    expect([fit([4, 4]), fit([NaN]), fit([0, 0], ["a", "b"]), fit([NaN], ["a"])]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(fit([0, NaN], ["a", "b"])).toMatchObject({ categories: ["a"], missing: true });
  });

  it("keeps float64 where float32 would move a feature by more than a millionth", () => {
    const typeOf = (values: readonly number[]) => {
      const column = fit(values)!;
      return column.kind === "category" ? column.kind : column.elementType;
    };
    expect(
      [
        [0.1, 0.7, 5.3],
        [2020, 2021],
        [19723, 19730],
      ].map(typeOf),
    ).toEqual([undefined, undefined, undefined]);
    const coarse = [
      [20251130123456, 20251130123500],
      [19723.5123, 19724],
      [2 ** 24 + 1, 2 ** 24],
      [1e60, 2e60],
    ];
    expect(coarse.map(typeOf)).toEqual(coarse.map(() => "float64"));
  });

  it("refuses numbers whose squares overflow", () => {
    expect(() => fit([1e200, -1e200])).toThrow("column x: expected numbers whose squares are finite");
  });

  it("keeps the most frequent of many categories, in the order of the texts", () => {
    const texts = Array.from({ length: mostCategories + 5 }, (_, place) => `text ${place}`);
    const rare = [3, 50, 51, 52, 53, 104];
    const values = texts.flatMap((_, place) => (rare.includes(place) ? [place] : [place, place]));
    const encoded = fit(values, texts)!;
    expect(encoded).toMatchObject({ other: true, categories: texts.filter((_, place) => !rare.includes(place)) });
    const translate = valueTranslator({ name: "x", kind: "category", texts }, encoded);
    expect([0, 3, 4, 104, NaN].map(translate)).toEqual([0, -1, 3, -1, NaN]);
    expect(fit([0, 1], ["a", "b", "only in test rows"])).toMatchObject({ categories: ["a", "b"], other: false });
  });
});
