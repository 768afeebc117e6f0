// Which columns of a table become what, and every sentence where that fails.
import { describe, expect, it } from "vitest";
import type { Column } from "@softlabel/data/internal";
import { inputEncoder } from "../encode/inputEncoder.ts";
import type { ColumnsInput, NumbersInput } from "../model/inputKinds.ts";
import { planColumns } from "./planColumns.ts";

const named: ColumnsInput = {
  kind: "columns",
  columns: [
    { name: "height", kind: "number" },
    { name: "soil", kind: "category", categories: ["clay"] },
  ],
  label: "species",
  dropped: ["serial"],
  width: 2,
  encoder: inputEncoder([]),
};
const numbers: NumbersInput = { kind: "numbers", name: "X", elementType: "float32", width: 2 };

const columns = (...names: readonly string[]): Column[] => names.map((name) => [name, "VARCHAR"]);

describe("planColumns by name", () => {
  it("finds columns in any order, the id, the label of training, and what is left", () => {
    const plan = planColumns("t.csv", columns("ID", "soil", "extra", "species", "serial", "height"), named, {});
    expect(plan.inputs.map(({ name }) => name)).toEqual(["height", "soil"]);
    expect(plan).toMatchObject({ id: "ID", label: "species", extra: ["extra"], notes: [] });
  });

  it("needs neither id nor label, and takes those that are named", () => {
    expect(planColumns("t.csv", columns("height", "soil"), named, {})).toMatchObject({
      id: undefined,
      label: undefined,
    });
    const plan = planColumns("t.csv", columns("height", "soil", "key", "kind"), named, { id: "key", label: "kind" });
    expect(plan).toMatchObject({ id: "key", label: "kind", extra: [] });
  });

  it("names missing columns with the nearest that are there", () => {
    expect(() => planColumns("t.csv", columns("hieght", "soil", "x"), named, {})).toThrow(
      "t.csv: expected the 2 columns that the model takes, got none called height (nearest: hieght, x); rename or add them; an empty column counts as missing values",
    );
    expect(() => planColumns("t.csv", columns("Height", "SOIL"), named, {})).toThrow(
      /height \(nearest: Height, SOIL\), soil \(nearest: SOIL/,
    );
  });

  it.each([
    [{ id: "kye" }, 't.csv: expected --id to be one of its columns key, soil, height, got "kye"'],
    [{ label: "sol" }, 't.csv: expected --label to be one of its columns soil, key, height, got "sol"'],
    [
      { features: ["height"] },
      "--features: expected a model that does not name its inputs, got one that takes columns by name",
    ],
  ])("refuses %j", (choice, message) => {
    expect(() => planColumns("t.csv", columns("height", "soil", "key"), named, choice)).toThrow(message);
  });
});

describe("planColumns of numbers without names", () => {
  it("takes all other columns in their order, and says so", () => {
    const plan = planColumns("t.csv", columns("id", "b", "y", "a"), numbers, { label: "y" });
    expect(plan.inputs.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(plan.notes).toEqual(["The model does not name its 2 inputs; columns in order: b, a."]);
  });

  it("takes the columns that are named, in their order", () => {
    const plan = planColumns("t.csv", columns("a", "b", "c"), numbers, { features: ["c", "a"] });
    expect(plan.inputs.map(({ name }) => name)).toEqual(["c", "a"]);
    expect(plan).toMatchObject({ extra: ["b"], notes: [] });
  });

  it("refuses another number of columns, and names that are none", () => {
    expect(() => planColumns("t.csv", columns("a", "b", "c"), numbers, {})).toThrow(
      "t.csv: expected 2 columns for the 2 values that the model takes, got 3: a, b, c; name them in order with --features, and the label with --label",
    );
    expect(() => planColumns("t.csv", columns("a", "b"), numbers, { features: ["a", "bb"] })).toThrow(
      't.csv: expected --features to be one of its columns b, a, got "bb"',
    );
  });
});
