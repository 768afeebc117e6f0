// The columns of the output, and where their values come from.
import { describe, expect, it } from "vitest";
import { numbered } from "../rows/rowBlock.ts";
import { outputColumns, type OutputChoice, type PredictedBlock } from "./outputColumns.ts";

const classes = ["a", "b", "c"];

const predicted: PredictedBlock = {
  block: { count: 2, first: 11, feed: () => ({}), bad: Uint8Array.of(0, 1), labels: ["b", null], ids: ["x", "y"] },
  probabilities: Float32Array.of(0.25, 0.5, 0.25, NaN, NaN, NaN),
  predicted: Int32Array.of(1, -1),
  logits: new Float64Array(6),
};

function valuesOf(choice: Partial<OutputChoice>, own: PredictedBlock = predicted): Record<string, unknown[]> {
  const columns = outputColumns({ id: numbered, labelled: false, classes, ...choice });
  return Object.fromEntries(columns.map(({ name, values }) => [name, Array.from(values(own))]));
}

describe("outputColumns", () => {
  it("are the id, the prediction and a probability per class", () => {
    expect(valuesOf({ id: { name: "key", type: "VARCHAR" } })).toEqual({
      key: ["x", "y"],
      prediction: ["b", null],
      prob_a: [0.25, NaN],
      prob_b: [0.5, NaN],
      prob_c: [0.25, NaN],
    });
  });

  it("number rows that have no id, from 1 on through all blocks", () => {
    const { ids: _, ...block } = predicted.block;
    expect(valuesOf({}, { ...predicted, block }).row).toEqual([11, 12]);
  });

  it("have the label behind the id where there are labels", () => {
    const values = valuesOf({ labelled: true });
    expect(Object.keys(values).slice(0, 3)).toEqual(["row", "label", "prediction"]);
    expect(values.label).toEqual(["b", null]);
  });

  it("are the most probable classes with top, the first of equals first, and at most all of them", () => {
    const values = valuesOf({ top: 9 });
    expect(Object.keys(values)).toEqual([
      "row",
      "prediction",
      ...[1, 2, 3].flatMap((place) => [`top${place}`, `top${place}_probability`]),
    ]);
    expect(values.top1).toEqual(["b", null]);
    expect(values.top2).toEqual(["a", null]);
    expect(values.top3).toEqual(["c", null]);
    expect(values.top1_probability).toEqual([0.5, NaN]);
    expect(values.top2_probability).toEqual([0.25, NaN]);
  });

  it("end with a column per number of each activation, up to a limit", () => {
    const activations = [
      { name: "hidden1", columns: 2 },
      { name: "hidden2", columns: 1 },
    ];
    const blocks = [
      { values: Float32Array.of(1, 2, 3, 4), columns: 2 },
      { values: Float32Array.of(5, 6), columns: 1 },
    ];
    const values = valuesOf({ activations }, { ...predicted, activations: blocks });
    expect(Object.entries(values).slice(-3)).toEqual([
      ["hidden1_0", [1, NaN]],
      ["hidden1_1", [2, NaN]],
      ["hidden2_0", [5, NaN]],
    ]);
    expect(() => valuesOf({ activations: [{ name: "block1", columns: 10_001 }] })).toThrow(
      "--activations: expected at most 10000 numbers per row, got 10001",
    );
  });

  it("keep the type of an id for Parquet", () => {
    const of = (type: string) => outputColumns({ id: { name: "key", type }, labelled: false, classes })[0];
    expect(of("INTEGER")).toMatchObject({ kind: "integer", type: "INTEGER" });
    expect(of("DATE")).toMatchObject({ kind: "text", type: "DATE" });
    expect(of("VARCHAR").type).toBeUndefined();
  });

  it("refuse an id that is called like another column", () => {
    expect(() => valuesOf({ id: { name: "prob_a", type: "VARCHAR" } })).toThrow(/--id: expected .*got "prob_a"/);
  });
});
