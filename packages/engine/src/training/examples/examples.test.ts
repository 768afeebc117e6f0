// Rows of examples: which land where, whether they are in an array, in a selection or in a selection of one.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { inputsOf, rowSourceOf, selectRows, type Examples } from "./examples.ts";

const examples: Examples = {
  count: 4,
  shape: [2],
  inputs: Uint8Array.from([0, 1, 10, 11, 20, 21, 30, 31]),
  labels: Int32Array.of(0, 1, 2, 3),
};

describe("rowSourceOf", () => {
  it("gathers the rows that the order names, and leaves the rest of the buffer", () => {
    const source = rowSourceOf(examples);
    const batch = new Uint8Array(6).fill(255);
    source.gather(Int32Array.of(9, 3, 0, 9), 1, 2, batch);
    expect(Array.from(batch)).toEqual([30, 31, 0, 1, 255, 255]);
    expect(source.elementType).toBe("uint8");
    expect(rowSourceOf({ ...examples, inputs: new Float32Array(8) }).elementType).toBe("float32");
    expect(rowSourceOf({ ...examples, inputs: source })).toBe(source);
  });
});

describe("selectRows", () => {
  it("is the same as copying, also of a selection, and however batches are taken", () => {
    const random = createRandom("selectRows");
    for (let round = 0; round < 50; round++) {
      const draw = (count: number, n: number) => Int32Array.from({ length: count }, () => random.integer(n));
      const [first, second] = [draw(6, 4), draw(5, 6)];
      const selected = selectRows(selectRows(examples, first), second);
      const rows = Array.from(second, (row) => first[row]);
      expect(Array.from(selected.labels)).toEqual(rows);
      expect(Array.from(inputsOf(selected))).toEqual(rows.flatMap((row) => [10 * row, 10 * row + 1]));
      const batch = new Uint8Array(4);
      rowSourceOf(selected).gather(Int32Array.of(4, 1, 0), 1, 2, batch);
      expect(Array.from(batch)).toEqual([rows[1], rows[0]].flatMap((row) => [10 * row, 10 * row + 1]));
    }
  });

  it("copies no inputs", () => {
    const inputs = Float32Array.from([1, 2, 3]);
    const selected = selectRows({ count: 3, shape: [1], inputs, labels: new Int32Array(3) }, Int32Array.of(2, 0));
    inputs[2] = 7;
    expect(inputsOf(selected)).toEqual(Float32Array.of(7, 1));
  });

  it("may select nothing", () => {
    const none = selectRows(examples, new Int32Array(0));
    expect([none.count, inputsOf(none).length, none.labels.length]).toEqual([0, 0, 0]);
  });
});
