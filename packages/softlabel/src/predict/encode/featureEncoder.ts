// Columns → the features that a network was trained on.
import { type Preprocessing } from "@softlabel/data";
import { featureNames, featureWriter } from "@softlabel/data/internal";
import type { EncoderMaker } from "./encoder.ts";

/** Encodes columns as training did; they come in the order of `preprocessing.columns`. */
export function featureEncoder(input: string, { columns, features }: Preprocessing): EncoderMaker {
  const { length: width } = features;
  let next = 0;
  const placed = columns.map((column) => {
    const at = next;
    next += featureNames(column).length;
    return { at, write: featureWriter(column) };
  });
  return (capacity) => {
    const data = new Float32Array(capacity * width);
    return {
      add(values, rows, from) {
        data.fill(0, from * width, (from + rows) * width);
        placed.forEach(({ at, write }, k) => {
          const column = values[k] as Float64Array;
          for (let row = 0; row < rows; row++) write(column[row], data, (from + row) * width + at);
        });
      },
      feeds(from, rows) {
        const own = data.subarray(from * width, (from + rows) * width);
        return { [input]: { elementType: "float32", shape: [rows, width], data: own } };
      },
    };
  };
}
