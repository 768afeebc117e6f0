// What can be wrong with a row of scores: a row of the table for each fault, counted and located.
import type { ScoreKind, ScoreRows } from "./scoreFile.ts";

/** How far the sum of a row's probabilities may be from one. */
export const sumTolerance = 1e-3;

/** Probabilities below this are raised to it before their logarithm is taken. */
export const smallestProbability = 1e-15;

interface FaultKind {
  /** Several rows that have it, after their number. */
  readonly plural: string;
  readonly singular: string;
  /** Of which scores it is a fault; of all where left out. */
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

/** Whether the probabilities of a row sum to one; a single one is that of class 1, and may be anything up to one. */
function sumsToOne(scores: ArrayLike<number>): boolean {
  return scores.length === 1 ? scores[0] <= 1 : Math.abs(sumOf(scores) - 1) <= sumTolerance;
}

/** In the order in which they are looked for: a row has the first that holds. */
export const faultKinds: readonly FaultKind[] = [
  {
    singular: "that has a score that is missing or no finite number",
    plural: "that have scores that are missing or no finite numbers",
    holds: (scores) => some(scores, (value) => !Number.isFinite(value)),
  },
  {
    singular: "that has a label that is no class",
    plural: "that have labels that are no class",
    holds: (_, label) => label < 0,
  },
  {
    singular: "that has a negative probability",
    plural: "that have negative probabilities",
    kind: "probabilities",
    holds: (scores) => some(scores, (value) => value < 0),
  },
  {
    singular: `that has probabilities that do not sum to one within ${sumTolerance}`,
    plural: `that have probabilities that do not sum to one within ${sumTolerance}`,
    kind: "probabilities",
    holds: (scores) => !sumsToOne(scores),
  },
];

/** The rows that have one kind of fault. */
export interface Fault {
  readonly kind: FaultKind;
  readonly rows: number;
  /** The first of them, as the file numbers its rows. */
  readonly first: readonly number[];
}

/** What was found in the rows of a file. */
export interface ScoreCheck {
  readonly faults: readonly Fault[];
  /** 1 for each row that has a fault. */
  readonly faulty: Uint8Array;
  /** Probabilities below `smallestProbability`, in rows without fault. */
  readonly clipped: number;
}

const shownRows = 5;

/** Looks at every row. */
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

/** A single column is the probability of one class, of which the other has the rest. */
function countSmall(scores: ArrayLike<number>): number {
  let small = 0;
  for (let k = 0; k < scores.length; k++) if (scores[k] < smallestProbability) small++;
  return scores.length === 1 && 1 - scores[0] < smallestProbability ? small + 1 : small;
}

/** "3 rows of 500 that have labels that are no class: "9" (rows 4, 7, 9)" */
export function describeFault({ kind, rows, first }: Fault, { rows: all, strangeLabels }: ScoreRows): string {
  const which =
    first.length < rows ? `rows ${first.join(", ")}, …` : `${rows === 1 ? "row" : "rows"} ${first.join(", ")}`;
  const labels = kind === faultKinds[1] ? `: ${strangeLabels.map((label) => `"${label}"`).join(", ")}` : "";
  const what = rows === 1 ? `row of ${all} ${kind.singular}` : `rows of ${all} ${kind.plural}`;
  return `${rows} ${what}${labels} (${which})`;
}
