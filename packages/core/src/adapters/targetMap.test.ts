// Which rules become an affine map and which a table, and that both give the rule's rows.
import { describe, expect, it } from "vitest";
import { parseMethod } from "../methods/method.ts";
import { targetMap, type LabelRule, type TargetMap } from "./targetMap.ts";

const ruleOf = (text: string): LabelRule => {
  const method = parseMethod(text);
  return (labels, classes) => method.targets(labels, classes);
};

/** The map's row of a label. */
function rowOf(map: TargetMap, label: number, classes: number): Float32Array {
  if ("table" in map) return map.table.subarray(label * classes, (label + 1) * classes);
  return map.shift.with(label, map.shift[label] + map.scale);
}

describe("targetMap", () => {
  it.each([
    ["hard", 7, "shift"],
    ["smooth:0.3", 7, "shift"],
    ["smooth:0.3,over=others", 2000, "shift"],
    ["prior:0.3,frequencies=1/2/3", 3, "shift"],
    ["negative:-0.3", 2, "shift"],
    ["similarity:0.3,matrix=0/1/2/1/0/1/2/1/0", 3, "table"],
  ])("gives the rows of %s with %i classes", (text, classes, kind) => {
    const rule = ruleOf(text);
    const map = targetMap(rule, classes);
    expect(map).toHaveProperty(kind);
    for (const label of [0, 1, classes - 1])
      expect(rowOf(map, label, classes)).toEqual(Float32Array.from(rule(Int32Array.of(label), classes)));
  });

  it("finds the one class of many that is treated otherwise", () => {
    const odd: LabelRule = (labels, classes) => {
      const rows = ruleOf("smooth:0.3")(labels, classes);
      return labels.includes(400) ? rows.map((mass) => 1 - mass) : rows;
    };
    expect(targetMap(odd, 500)).toHaveProperty("table");
  });
});
