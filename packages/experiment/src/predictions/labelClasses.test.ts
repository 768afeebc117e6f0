// Labels to classes: names or indices, whichever fits, and the two classes of a single column; words of a split.
import { describe, expect, it } from "vitest";
import { labelClasses, plainLabel } from "./labelClasses.ts";
import { partsOfSplit } from "./splitParts.ts";

/** Classes of columns and labels in one row each; what each label means. */
function meaning(columns: string[], labels: string[]): [string, string, number[]] {
  const counts = labels.map((label) => ({ label: plainLabel(label), rows: 1 }));
  const { classes, first, classOf } = labelClasses("a.csv", columns, counts);
  return [classes.join(" "), first === undefined ? "name" : `from ${first}`, counts.map(({ label }) => classOf(label))];
}

describe("labelClasses", () => {
  it.each([
    [
      ["cat", "dog"],
      ["dog", "cat", "owl"],
      ["cat dog", "name", [1, 0, -1]],
    ],
    [
      ["cat", "dog"],
      ["0", "1.0", "2"],
      ["cat dog", "from 0", [0, 1, -1]],
    ],
    [
      ["1", "2", "3"],
      ["1", "2", "3"],
      ["1 2 3", "name", [0, 1, 2]],
    ],
    [
      ["1", "2", "3"],
      ["0", "1", "2"],
      ["1 2 3", "from 0", [0, 1, 2]],
    ],
    [
      ["", "", ""],
      ["2", "0", "-1"],
      ["0 1 2", "name", [2, 0, -1]],
    ],
    [
      ["01", "02"],
      [" 1", "2"],
      ["1 2", "name", [0, 1]],
    ],
    [
      ["", "", ""],
      ["2", "3", "1"],
      ["0 1 2", "from 1", [1, 2, 0]],
    ],
    [
      ["cat", "dog"],
      ["1", "2"],
      ["cat dog", "from 1", [0, 1]],
    ],
    [
      ["A\u0308pfel", "NA"],
      ["\u00c4pfel", "NA\u00a0"],
      ["\u00c4pfel NA", "name", [0, 1]],
    ],
    [[""], ["0", "1"], ["0 1", "name", [0, 1]]],
    [["1"], ["1"], ["0 1", "name", [1]]],
    [[""], ["True", "False"], ["False True", "name", [1, 0]]],
    [[""], ["-1", "1"], ["-1 1", "name", [0, 1]]],
    [["dog"], ["cat", "dog"], ["cat dog", "name", [0, 1]]],
  ] as const)("columns %j with labels %j", (columns, labels, expected) => {
    expect(meaning([...columns], [...labels])).toEqual(expected);
  });

  it.each([
    [[""], ["cat", "dog"], /expected labels 0 and 1 with a single column of scores, .* got cat, dog; name the column/],
    [["bird"], ["cat", "dog", "owl"], /expected labels 0 and 1/],
    [["2"], ["0", "1"], /expected labels 0 and 1 .* got 0, 1 with a column of 2/],
    [["", "", ""], ["1", "3"], /expected labels from 0 to 2, got labels from 1 to 3; use --labels-from 1/],
    [["0", "1", "2"], ["1", "2", "3"], /got labels from 1 to 3; use --labels-from 1/],
    [["1", "01"], ["1"], /expected one column per class, got "1" twice/],
  ])("refuses columns %j with labels %j", (columns, labels, message) => {
    expect(() => meaning(columns, labels)).toThrow(message);
  });
});

describe("a single column", () => {
  it.each([
    ["0", ["1", "0"], "0 1", 0],
    ["0", ["1"], "0 1", 0],
    ["1", ["0", "1"], "0 1", 1],
    ["", ["0", "1"], "0 1", 1],
    ["no", ["Yes", "No"], "No Yes", 0],
    ["0", ["True", "False"], "False True", 0],
    ["2", ["2", "1"], "1 2", 1],
    ["1", ["2", "1"], "1 2", 0],
  ] as const)("named %s, with labels %j", (column, labels, classes, single) => {
    const counts = labels.map((label) => ({ label, rows: 1 }));
    expect(labelClasses("a.csv", [column], counts)).toMatchObject({ classes: classes.split(" "), single });
  });
});

describe("labels of which the first number is said", () => {
  it("are read so, though they would fit otherwise too", () => {
    const counts = [{ label: "1", rows: 1 }];
    expect([0, 1].map((first) => labelClasses("a.csv", ["", ""], counts, first as 0 | 1).classOf("1"))).toEqual([1, 0]);
    const far = labelClasses("a.csv", ["", ""], [{ label: "2", rows: 1 }], 0);
    expect(far.strange).toEqual(["2"]);
  });
});

describe("partsOfSplit", () => {
  it("knows the usual words", () => {
    const parts = partsOfSplit("a.csv", "split", ["Test", " val ", "train", "calibration"]);
    expect([...parts.values()]).toEqual([0, 1, 2, 1]);
  });

  it.each([
    [["test", "fold1"], /split to be test, validation or train in every row, got "fold1"/],
    [["val", "train"], /expected test rows by split, got only val, train/],
  ])("refuses %j", (values, message) => {
    expect(() => partsOfSplit("a.csv", "split", values)).toThrow(message);
  });
});
