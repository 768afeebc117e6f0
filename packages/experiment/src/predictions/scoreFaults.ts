// The table of faults that a row of scores can have; counts and locates them.
import type { ScoreKind, ScoreRows } from "./scoreFile.ts";

/** Tolerance of the sum of a row's probabilities unless rows are renormalised. */
export const sumTolerance = 1e-3;

/** Probabilities are clipped to this before taking logarithms. */
export const smallestProbability = 1e-15;

interface FaultKind {
  /** Follows "N rows of M". */
  readonly plural: string;
  readonly singular: string;
  /** The kind of scores that it applies to; all if left out. */
  readonly kind?: ScoreKind;
  holds(scores: ArrayLike<number>, label: number, tolerance: number): boolean;
  /** What else is said of such rows; nothing if left out. */
  detail?(fault: Fault, rows: ScoreRows): string;
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
function sumsToOne(scores: ArrayLike<number>, tolerance: number): boolean {
  return scores.length === 1 ? scores[0] <= 1 : Math.abs(sumOf(scores) - 1) <= tolerance;
}

/** A fault that dividing rows by their sums may repair. */
export const wrongSum: FaultKind = {
  singular: "whose probabilities do not sum to one",
  plural: "whose probabilities do not sum to one",
  kind: "probabilities",
  holds: (scores, _, tolerance) => !sumsToOne(scores, tolerance),
  detail: ({ sums: [least, most] }) => `, but to between ${least.toPrecision(4)} and ${most.toPrecision(4)},`,
};

/** In the order of checking: a row counts for the first that holds. */
const faultKinds: readonly FaultKind[] = [
  {
    singular: "with a missing or non-finite score",
    plural: "with missing or non-finite scores",
    // A logit of -∞ is a probability of 0, as long as another is finite.
    holds: (scores) => some(scores, (value) => !(value < Infinity)) || !some(scores, Number.isFinite),
  },
  {
    singular: "with an unknown label",
    plural: "with unknown labels",
    holds: (_, label) => label < 0,
    detail: (_, { strangeLabels }) => `: ${strangeLabels.map((label) => `"${label}"`).join(", ")}`,
  },
  {
    singular: "with a negative probability",
    plural: "with negative probabilities",
    kind: "probabilities",
    holds: (scores) => some(scores, (value) => value < 0),
  },
  wrongSum,
];

/** The rows that have one kind of fault. */
interface Fault {
  readonly kind: FaultKind;
  readonly rows: number;
  /** The numbers of the first rows in the file. */
  readonly first: readonly number[];
  /** The largest and smallest sum of those rows; of use where sums are at fault. */
  readonly sums: readonly [number, number];
}

/** The faults in the rows of a file. */
export interface ScoreCheck {
  readonly faults: readonly Fault[];
  /** 1 for each row that has a fault. */
  readonly faulty: Uint8Array;
  /** Number of probabilities below `smallestProbability`, or of logits of -∞, in rows without fault. */
  readonly clipped: number;
  /** Rows without fault whose probabilities sum to one only within the tolerance of renormalisation. */
  readonly renormalised: number;
  /** Per row: 1 if the largest score is that of the label, 0 if not, 2 if that cannot be said. */
  readonly right: Uint8Array;
}

/** Whether the largest score of a row is that of the label: 1, 0, or 2 where that cannot be said. */
function rightOf(scores: ArrayLike<number>, label: number, kind: ScoreKind, single: 0 | 1): number {
  if (label < 0 || some(scores, Number.isNaN)) return 2;
  let best = 0;
  for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
  if (scores.length === 1) best = scores[0] > (kind === "logits" ? 0 : 0.5) ? single : 1 - single;
  return Number(best === label);
}

const shownRows = 5;

/** Checks every row; probabilities sum to one within `tolerance`. */
export function checkScores(rows: ScoreRows, kind: ScoreKind, tolerance = sumTolerance): ScoreCheck {
  const kinds = faultKinds.filter((each) => each.kind === undefined || each.kind === kind);
  const found = kinds.map(() => ({ rows: 0, first: [] as number[], sums: [Infinity, -Infinity] as [number, number] }));
  const faulty = new Uint8Array(rows.rows);
  const right = new Uint8Array(rows.rows);
  let [row, clipped, renormalised] = [0, 0, 0];
  for (const { scores, labels } of rows.blocks()) {
    for (let i = 0; i < labels.length; i++, row++) {
      const own = scores.subarray(i * rows.columns, (i + 1) * rows.columns);
      const fault = kinds.findIndex((each) => each.holds(own, labels[i], tolerance));
      right[row] = rightOf(own, labels[i], kind, rows.single ?? 1);
      if (fault >= 0) {
        faulty[row] = 1;
        if (found[fault].rows++ < shownRows) found[fault].first.push(rows.fileRow(row));
        const [least, most] = found[fault].sums;
        found[fault].sums = [Math.min(least, sumOf(own)), Math.max(most, sumOf(own))];
      } else {
        clipped += countSmall(own, kind);
        if (kind === "probabilities" && !sumsToOne(own, sumTolerance)) renormalised++;
      }
    }
  }
  const faults = kinds.map((each, k) => ({ kind: each, ...found[k] })).filter((fault) => fault.rows > 0);
  return { faults, faulty, clipped, renormalised, right };
}

/** Counts small probabilities, or logits of -∞; with a single column, the other class has the rest. */
function countSmall(scores: ArrayLike<number>, kind: ScoreKind): number {
  const least = kind === "logits" ? -Number.MAX_VALUE : smallestProbability;
  let small = 0;
  for (let k = 0; k < scores.length; k++) if (scores[k] < least) small++;
  return kind === "probabilities" && scores.length === 1 && 1 - scores[0] < smallestProbability ? small + 1 : small;
}

/** "3 rows of 500 with unknown labels: "9" (rows 4, 7, 9)" */
export function describeFault(fault: Fault, file: ScoreRows): string {
  const { kind, rows, first } = fault;
  const which =
    first.length < rows ? `rows ${first.join(", ")}, …` : `${rows === 1 ? "row" : "rows"} ${first.join(", ")}`;
  const what = rows === 1 ? `row of ${file.rows} ${kind.singular}` : `rows of ${file.rows} ${kind.plural}`;
  return `${rows} ${what}${kind.detail?.(fault, file) ?? ""} (${which})`;
}
