// The rows of one part of a table, out of the store that holds all of them.
import type { NpyNumbers } from "@softlabel/data/internal";
import type { RowStore } from "./rowStore.ts";
import type { ScoreBlock, ScoreRows } from "@softlabel/experiment/internal";

interface TablePart extends Omit<ScoreRows, "rows" | "fileRow" | "blocks"> {
  /** Rows of scores, the class index behind them. */
  readonly store: RowStore;
  /** Rows of all parts. */
  readonly rows: number;
  /** The part of each row; absent where all are of one. */
  readonly parts: Uint8Array | undefined;
  readonly part: number;
}

/** Cuts rows of the store into scores and labels, leaving out those of other parts; the room it gives is used again. */
function cutter(columns: number): (values: NpyNumbers, isOwn: (row: number) => boolean) => ScoreBlock {
  const width = columns + 1;
  let [scores, labels]: [NpyNumbers, Int32Array] = [new Float64Array(0), new Int32Array(0)];
  return (values, isOwn) => {
    const count = values.length / width;
    if (labels.length < count) {
      const room = count * columns;
      [scores, labels] = [
        values instanceof Float32Array ? new Float32Array(room) : new Float64Array(room),
        new Int32Array(count),
      ];
    }
    let own = 0;
    for (let row = 0; row < count; row++) {
      if (!isOwn(row)) continue;
      // Few numbers are copied faster one by one than by views of them.
      for (let k = 0; k < columns; k++) scores[own * columns + k] = values[row * width + k];
      labels[own] = values[row * width + columns];
      own++;
    }
    return { scores: scores.subarray(0, own * columns), labels: labels.subarray(0, own) };
  };
}

/** The rows of one part. */
export function tableRows({ store, rows, parts, part, columns, ids, ...described }: TablePart): ScoreRows {
  const isOwn = (row: number): boolean => parts === undefined || parts[row] === part;
  const count = parts === undefined ? rows : parts.reduce((sum, each) => sum + (each === part ? 1 : 0), 0);
  return {
    ...described,
    columns,
    rows: count,
    ids: ids?.filter((_, row) => isOwn(row)),
    fileRow(row) {
      if (parts === undefined) return row + 1;
      let left = row;
      return 1 + parts.findIndex((each) => each === part && left-- === 0);
    },
    *blocks() {
      const cut = cutter(columns);
      let from = 0;
      for (const values of store.blocks()) {
        const first = from;
        yield cut(values, (row) => isOwn(first + row));
        from += values.length / (columns + 1);
      }
    },
  };
}
