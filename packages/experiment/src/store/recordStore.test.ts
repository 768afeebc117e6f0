// Records as text.
import { describe, expect, it } from "vitest";
import { toJson } from "./recordStore.ts";

describe("toJson", () => {
  it("writes lists of numbers on one line, and everything else indented", () => {
    expect(toJson({ a: [1, -2.5e-7, null], b: [[1, 2], [3]], c: ["1", "2"] })).toBe(
      '{\n  "a": [1, -2.5e-7, null],\n  "b": [\n    [1, 2],\n    [3]\n  ],\n  "c": [\n    "1",\n    "2"\n  ]\n}\n',
    );
  });

  it("gives the value back, also where texts look like lists", () => {
    const value = { text: "[\n  1,\n  2\n]", empty: [], mixed: [1, "[ 1 ]"], deep: [{ x: [0] }] };
    expect(JSON.parse(toJson(value))).toEqual(value);
  });
});
