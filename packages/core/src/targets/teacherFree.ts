// Teacher-free distillation: a teacher that is only imagined, right most of the time.
import { checkRange } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { checkClasses } from "../base/labels.ts";
import { rowMasses } from "./rowMasses.ts";
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

/** What the teacher's softmax gives the label's class, and each other. */
function teacherRow(classes: number, correct: number, temperature: number): { label: number; other: number } {
  const wrong = (1 - correct) / (classes - 1);
  const most = Math.max(correct, wrong);
  const [label, other] = [correct, wrong].map((share) => Math.exp((share - most) / temperature));
  const sum = label + (classes - 1) * other;
  return { label: label / sum, other: other / sum };
}

/**
 * Teacher-free distillation's targets: (1-α) q + α q T. Row y of T is softmax(d/τ), d = a on y and (1-a)/(K-1) elsewhere, as
 * the authors' code has it: the softmax is taken of the probabilities, so that τ = 20 makes them almost even.
 * @param q rows, row-major [N, K]
 * @param classes the number of classes K, at least 2
 * @param options see `TeacherFreeOptions`
 * @returns targets, row-major [N, K]
 * @throws UsageError if an option is out of range, or q does not have K numbers per row
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
  const { alpha, correct, temperature } = readOptions(who, options, { alpha: 0.1, correct: 0.99, temperature: 20 });
  checkClasses(who, classes, 2);
  checkRange(who, "alpha", alpha, smoothingRange);
  checkRange(who, "correct", correct, teacherFreeRanges.correct);
  checkRange(who, "temperature", temperature, teacherFreeRanges.temperature);
  const masses = rowMasses(who, q, classes);
  const { label, other } = teacherRow(classes, correct, temperature);
  const [own, shared] = [1 - alpha + alpha * (label - other), alpha * other];
  return q.map((value, i) => own * value + shared * masses[Math.floor(i / classes)]);
}
