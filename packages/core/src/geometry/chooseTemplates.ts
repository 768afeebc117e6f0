// Which three classes to project on: two that are confused, and one that is far from both.
import { check, checkRange, fail } from "../base/check.ts";

const who = "chooseTemplates";

function checkConfusion(confusion: ArrayLike<number>, classes: number): void {
  checkRange(who, "classes", classes, { from: 2, to: Infinity, integer: true });
  const expected = `${classes} x ${classes} = ${classes * classes} numbers of a confusion matrix`;
  check(confusion.length === classes * classes, who, expected, confusion.length);
  const at = Array.from(confusion).findIndex((value) => !(value >= 0 && value < Infinity));
  if (at < 0) return;
  const place = `row ${Math.floor(at / classes)}, column ${at % classes}`;
  fail(who, "finite numbers of at least 0", `${confusion[at]} in ${place}`);
}

/** The share of j's examples taken for k plus that of k's taken for j, [K, K]; a class without examples is never confused. */
function mutualConfusion(confusion: ArrayLike<number>, classes: number): (j: number, k: number) => number {
  const totals = new Float64Array(classes);
  for (let i = 0; i < confusion.length; i++) totals[Math.floor(i / classes)] += confusion[i];
  const share = (j: number, k: number): number => (totals[j] === 0 ? 0 : confusion[j * classes + k] / totals[j]);
  return (j, k) => share(j, k) + share(k, j);
}

/**
 * The classes to project on where none are given: the two most confused with one another, then the one least confused with them.
 *
 * As the last row of the paper's figure: two similar classes and a different one. Confusion of a pair is the share of j's
 * examples taken for k plus that of k's taken for j, so that frequent classes weigh no more than rare ones. Of equal ones the
 * lowest indices win: without any confusion, classes 0, 1 and 2. Choose once, and draw every method on the same classes.
 *
 * @param confusion row-major [K, K], row the label, column the prediction: counts, or summed probabilities, which tie less
 * @param classes K
 * @returns three classes; both where there are two
 * @throws UsageError where the matrix has not K x K finite entries of at least 0
 * @see R. Müller, S. Kornblith and G. Hinton, When does label smoothing help?, NeurIPS 2019, figure 1
 * @example
 * ```ts
 * import { chooseTemplates } from "@softlabel/core";
 * chooseTemplates([9, 1, 0, 0, 0, 7, 3, 0, 0, 2, 8, 0, 0, 0, 0, 5], 4); // => [1, 2, 3]
 * ```
 */
export function chooseTemplates(confusion: ArrayLike<number>, classes: number): number[] {
  checkConfusion(confusion, classes);
  const mutual = mutualConfusion(confusion, classes);
  let pair = [0, 1];
  for (let j = 0; j < classes; j++) {
    for (let k = j + 1; k < classes; k++) if (mutual(j, k) > mutual(pair[0], pair[1])) pair = [j, k];
  }
  const withPair = (k: number): number => mutual(pair[0], k) + mutual(pair[1], k);
  const others = Array.from({ length: classes }, (_, k) => k).filter((k) => !pair.includes(k));
  if (others.length === 0) return pair;
  return [...pair, others.reduce((best, k) => (withPair(k) < withPair(best) ? k : best))];
}
