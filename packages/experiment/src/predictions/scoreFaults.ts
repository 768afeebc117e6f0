// The table of faults that a row of scores can have; counts and locates them.
import type { ScoreKind, ScoreRows } from "./scoreFile.ts";

/** Tolerance of the sum of a row's probabilities. */
export const sumTolerance = 1e-3;

/** Probabilities are clipped to this before taking logarithms. */
export const smallestProbability = 1e-15;

interface FaultKind {
  /** Follows "N rows of M". */
  readonly plural: string;
  readonly singular: string;
  /** The kind of scores that it applies to; all if left out. */
  readonly kind?: ScoreKind;
  holds(scores: ArrayLike<number>, label: number): boolean;
}

/** The sum of a row. */
export function sumOf(scores: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < scores.length; k++) total += scores[k];
  return total;
}

const some = (scores: ArrayLike<number>, holds: (value: number) => boolean): boolean => {
  for (let k = 0; k < scores.length; k++) if (holds(scores[k])) return true;
  return false;
};

/** Whether the probabilities of a row sum to one; a single one, that of class 1, is at most one. */
function sumsToOne(scores: ArrayLike<number>): boolean {
  return scores.length === 1 ? scores[0] <= 1 : Math.abs(sumOf(scores) - 1) <= sumTolerance;
}

/** In the order of checking: a row counts for the first that holds. */
export const faultKinds: readonly FaultKind[] = [
  {
    singular: "with a missing or non-finite score",
    plural: "with missing or non-finite scores",
    holds: (scores) => some(scores, (value) => !Number.isFinite(value)),
  },
  { singular: "with an unknown label", plural: "with unknown labels", holds: (_, label) => label < 0 },
  {
    singular: "with a negative probability",
    plural: "with negative probabilities",
    kind: "probabilities",
    holds: (scores) => some(scores, (value) => value < 0),
  },
  {
    singular: `whose probabilities do not sum to one within ${sumTolerance}`,
    plural: `whose probabilities do not sum to one within ${sumTolerance}`,
    kind: "probabilities",
    holds: (scores) => !sumsToOne(scores),
  },
];

/** The rows that have one kind of fault. */
export interface Fault {
  readonly kind: FaultKind;
  readonly rows: number;
  /** The numbers of the first rows in the file. */
  readonly first: readonly number[];
}

/** The faults in the rows of a file. */
export interface ScoreCheck {
  readonly faults: readonly Fault[];
  /** 1 for each row that has a fault. */
  readonly faulty: Uint8Array;
  /** Number of probabilities below `smallestProbability`, in rows without fault. */
  readonly clipped: number;
}

const shownRows = 5;

/** Checks every row. */
export function checkScores(rows: ScoreRows, kind: ScoreKind): ScoreCheck {
  const kinds = faultKinds.filter((each) => each.kind === undefined || each.kind === kind);
  const found = kinds.map(() => ({ rows: 0, first: [] as number[] }));
  const faulty = new Uint8Array(rows.rows);
  let [row, clipped] = [0, 0];
  for (const { scores, labels } of rows.blocks()) {
    for (let i = 0; i < labels.length; i++, row++) {
      const own = scores.subarray(i * rows.columns, (i + 1) * rows.columns);
      const fault = kinds.findIndex((each) => each.holds(own, labels[i]));
      if (fault >= 0) {
        faulty[row] = 1;
        if (found[fault].rows++ < shownRows) found[fault].first.push(rows.fileRow(row));
      } else if (kind === "probabilities") clipped += countSmall(own);
    }
  }
  const faults = kinds.map((each, k) => ({ kind: each, ...found[k] })).filter((fault) => fault.rows > 0);
  return { faults, faulty, clipped };
}

/** Counts small probabilities; with a single column, the other class has the rest. */
function countSmall(scores: ArrayLike<number>): number {
  let small = 0;
  for (let k = 0; k < scores.length; k++) if (scores[k] < smallestProbability) small++;
  return scores.length === 1 && 1 - scores[0] < smallestProbability ? small + 1 : small;
}

/** "3 rows of 500 with unknown labels: "9" (rows 4, 7, 9)" */
export function describeFault({ kind, rows, first }: Fault, { rows: all, strangeLabels }: ScoreRows): string {
  const which =
    first.length < rows ? `rows ${first.join(", ")}, …` : `${rows === 1 ? "row" : "rows"} ${first.join(", ")}`;
  const labels = kind === faultKinds[1] ? `: ${strangeLabels.map((label) => `"${label}"`).join(", ")}` : "";
  const what = rows === 1 ? `row of ${all} ${kind.singular}` : `rows of ${all} ${kind.plural}`;
  return `${rows} ${what}${labels} (${which})`;
}
