// Teacher-free distillation: a teacher that is only imagined, right most of the time.
import { checkRange } from "../check.ts";
import { checkClasses } from "./labels.ts";
import { smoothingRange } from "./smoothing.ts";

/** The ranges of the imagined teacher's parameters. */
export const teacherFreeRanges = {
  correct: { from: 0, to: 1 },
  temperature: { from: 0, to: 1000, open: "from" },
} as const;

/** What the imagined teacher is told. */
export interface TeacherFreeOptions {
  /** The share of the target that is the teacher's, α; default 0.1. */
  readonly alpha?: number;
  /** What the teacher gives the label's class; default 0.99. */
  readonly correct?: number;
  /** The teacher's probabilities pass a softmax of this temperature; default 20. */
  readonly temperature?: number;
}

/**
 * Teacher-free distillation's targets: (1-α) q + α q T. Row y of T is softmax(d/τ), d = a on y and (1-a)/(K-1) elsewhere, as
 * the authors' code has it: the softmax is taken of the probabilities, so that τ = 20 makes them almost even.
 * @param q rows, row-major [N, K]
 * @param classes the number of classes K, at least 2
 * @param options see `TeacherFreeOptions`
 * @returns targets, row-major [N, K]
 * @throws UsageError if an option is out of range
 * @see Yuan et al. 2020, arXiv:1909.11723
 * @example
 * ```ts
 * import { teacherFreeTargets } from "@softlabel/core";
 * const options = { alpha: 0.5, correct: 1, temperature: 1 / Math.log(3) };
 * Array.from(teacherFreeTargets(new Float64Array([1, 0]), 2, options)); // => [0.875, 0.125]
 * ```
 */
export function teacherFreeTargets(q: Float64Array, classes: number, options: TeacherFreeOptions = {}): Float64Array {
  const who = "teacherFreeTargets";
  const { alpha = 0.1, correct = 0.99, temperature = 20 } = options;
  checkClasses(who, classes, 2);
  checkRange(who, "alpha", alpha, smoothingRange);
  checkRange(who, "correct", correct, teacherFreeRanges.correct);
  checkRange(who, "temperature", temperature, teacherFreeRanges.temperature);
  const odds = Math.exp((correct - (1 - correct) / (classes - 1)) / temperature);
  const other = 1 / (odds + classes - 1);
  const mass = (row: number): number =>
    q.subarray(row * classes, (row + 1) * classes).reduce((sum, value) => sum + value, 0);
  return q.map(
    (value, i) => (1 - alpha + alpha * (odds - 1) * other) * value + alpha * other * mass(Math.floor(i / classes)),
  );
}
