// Checks every row of every file: refuses invalid rows, or leaves them out of all methods.
import { refuse } from "@softlabel/data/internal";
import { checkSameRows, labelsOf } from "./sameRows.ts";
import {
  checkScores,
  describeFault,
  smallestProbability,
  sumTolerance,
  wrongSum,
  type ScoreCheck,
} from "./scoreFaults.ts";
import type { ScoreKind, ScoreRows } from "./scoreFile.ts";
import { scoreKindOf } from "./scoreKindOf.ts";

/** Rows after checking. */
export interface CheckedRows {
  readonly rows: ScoreRows;
  readonly kind: ScoreKind;
  /** 1 for each row left out; undefined if none is. */
  readonly left?: Uint8Array | undefined;
  /** Number of probabilities of zero, nearly. */
  readonly clipped: number;
}

/** The rows of a trial. */
interface Trial<Rows> {
  readonly test: Rows;
  readonly validation?: Rows | undefined;
}

/** How predictions are checked. */
export interface CheckOptions {
  /** Logits or probabilities; decided by the values if left out. */
  readonly scores?: ScoreKind | undefined;
  /** Whether invalid rows are left out rather than refused. */
  readonly lenient?: boolean | undefined;
  /** How far the sum of a row's probabilities may be from one, to be divided by it; 0.001 if left out. */
  readonly renormalise?: number | undefined;
}

/** Checked trials, with notes. */
interface CheckedFiles {
  readonly trials: readonly Trial<CheckedRows>[];
  readonly notes: readonly string[];
}

interface Looked extends ScoreCheck {
  readonly rows: ScoreRows;
  readonly kind: ScoreKind;
}

const describeFaults = ({ faults, rows }: Looked): string =>
  faults.map((fault) => describeFault(fault, rows)).join(", ");

/** How far sums of rounded probabilities may be from one by `--renormalise`. */
export const renormaliseTolerance = 0.05;

/** What to do about probabilities that only nearly sum to one. */
function sumRemedy({ faults }: Looked): string {
  const off = faults.find(({ kind }) => kind === wrongSum);
  const isNear = off?.sums.every((sum) => Math.abs(sum - 1) <= renormaliseTolerance) === true;
  return isNear ? "if they were rounded, divide each row by its sum with --renormalise, " : "";
}

function refuseFaults(looked: Looked): never {
  const { rows, kind } = looked;
  const what = kind === "logits" ? "finite logits" : "probabilities that sum to one";
  const other = kind === "logits" ? "" : "use --scores logits if these are logits, ";
  const remedy = `fix them, ${sumRemedy(looked)}${other}or leave such rows out of every file with --lenient`;
  return refuse(rows.name, `${what} and a class as label in every row`, describeFaults(looked), remedy);
}

/** Checks rows, and refuses invalid ones unless they may be left out. */
function look(rows: ScoreRows, { scores, lenient, renormalise }: CheckOptions): Looked {
  const tolerance = renormalise ?? sumTolerance;
  const kind = scores ?? rows.stated ?? scoreKindOf(rows, tolerance);
  const looked = { rows, kind, ...checkScores(rows, kind, tolerance) };
  return looked.faults.length === 0 || lenient === true ? looked : refuseFaults(looked);
}

/** 1 for each row invalid in any file; undefined if there is none. */
function anyFaulty(all: readonly Looked[]): Uint8Array | undefined {
  if (all.every(({ faults }) => faults.length === 0)) return undefined;
  return all[0].faulty.map((_, row) => (all.some(({ faulty }) => faulty[row] === 1) ? 1 : 0));
}

const countOf = (left: Uint8Array | undefined): number => left?.reduce((sum, each) => sum + each, 0) ?? 0;

/** A note on the rows left out; refuses to leave out all. */
function noteLeft(what: string, left: Uint8Array | undefined, all: readonly Looked[]): string[] {
  if (left === undefined) return [];
  const count = countOf(left);
  const reasons = all
    .filter(({ faults }) => faults.length > 0)
    .map((each) => `${each.rows.name}: ${describeFaults(each)}`);
  if (count === left.length) refuse(all[0].rows.name, `a ${what} row that is valid in every file`, "none", reasons[0]);
  const wide = all.length > 1 ? ", from every file" : "";
  const moves = all.map((each) => describeMove(each, left)).join("; ");
  return [`${count} of ${left.length} ${what} rows were left out${wide}: ${reasons.join("; ")}. ${moves}.`];
}

const percent = (share: number): string => (100 * share).toFixed(1);

/** By how much leaving rows out moves accuracy; rows without a known label or score may be right or wrong. */
function describeMove({ rows, right }: Looked, left: Uint8Array): string {
  const count = (holds: (row: number) => boolean): number => left.reduce((sum, _, row) => sum + Number(holds(row)), 0);
  const kept = count((row) => left[row] === 0 && right[row] === 1) / (left.length - countOf(left));
  const least = count((row) => right[row] === 1) / left.length;
  const most = count((row) => right[row] !== 0) / left.length;
  const whole = least === most ? `${percent(least)} %` : `between ${percent(least)} and ${percent(most)} %`;
  return `Accuracy in ${rows.name} is ${percent(kept)} % without them, ${whole} with them`;
}

/** A note on rows that were divided by their sums. */
function noteRenormalised(all: readonly Looked[]): string[] {
  const own = all.filter(({ renormalised }) => renormalised > 0);
  if (own.length === 0) return [];
  const counts = own.map(({ rows, renormalised }) => `${renormalised} of ${rows.rows} in ${rows.name}`).join(", ");
  return [`Rows of probabilities that do not sum to one within ${sumTolerance} were divided by their sums: ${counts}.`];
}

/** Notes on scores that are right less often than by chance, by four standard errors. */
function noteOpposite(all: readonly Looked[]): string[] {
  return all.flatMap(({ rows, right }) => {
    const known = right.reduce((sum, each) => sum + Number(each < 2), 0);
    const accuracy = right.reduce((sum, each) => sum + Number(each === 1), 0) / known;
    const chance = 1 / rows.classes.length;
    if (known < 20 || accuracy > chance - 4 * Math.sqrt((chance * (1 - chance)) / known)) return [];
    const shown = `${percent(accuracy)} % right, where guessing gets ${percent(chance)} %`;
    return [`The scores of ${rows.name} are the opposite of the labels (${shown}): are columns swapped, or signs?`];
  });
}

function noteClipped(all: readonly Looked[]): string[] {
  const clipped = all.filter((each) => each.clipped > 0).map(({ rows, clipped: count }) => `${count} in ${rows.name}`);
  if (clipped.length === 0) return [];
  return [
    `Probabilities below ${smallestProbability} were clipped to it before taking logarithms: ${clipped.join(", ")}.`,
  ];
}

/** A note on what the scores were taken for, if that was not given. */
function noteKinds(all: readonly Looked[], { scores }: CheckOptions): string[] {
  if (scores !== undefined) return [];
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  if (kinds.length === 1) return [`The scores were read as ${kinds[0]}.`];
  const namesOf = (wanted: ScoreKind): string =>
    all.flatMap(({ rows, kind }) => (kind === wanted ? [rows.name] : [])).join(", ");
  return kinds.map((kind) => `Scores read as ${kind}: ${namesOf(kind)}.`);
}

/**
 * Checks the rows of all trials.
 * @throws UsageError if a row is invalid and `lenient` is not set, or test rows differ between trials
 */
export function checkFiles(trials: readonly Trial<ScoreRows>[], options: CheckOptions): CheckedFiles {
  const tests = trials.map(({ test }) => look(test, options));
  const validations = trials.map(({ validation }) => validation && look(validation, options));
  const [{ test: first }] = trials;
  const labels = labelsOf(first);
  for (const { test } of trials.slice(1)) checkSameRows(first, labels, test);
  const left = anyFaulty(tests);
  const checked = trials.map((_, i) => {
    const own = validations[i];
    return { test: { ...tests[i], left }, validation: own && { ...own, left: anyFaulty([own]) } };
  });
  const held = validations.filter((each) => each !== undefined);
  const notes = [
    ...noteKinds(tests, options),
    ...noteLeft("test", left, tests),
    ...held.flatMap((each) => noteLeft("validation", anyFaulty([each]), [each])),
    ...noteClipped([...tests, ...held]),
    ...noteRenormalised([...tests, ...held]),
    ...noteOpposite([...tests, ...held]),
  ];
  return { trials: checked, notes };
}
