// The distribution a loss with penalties pulls a row to, where it treats all classes but the label's alike.
import { softmax } from "../../base/softmax.ts";
import type { RowLoss } from "./rowLoss.ts";

/** The largest distance of logits that is looked at: probabilities, and slopes with them, end in float64 not far beyond. */
const farthest = 700;

/** As good as infinitely far, with a square that is still finite. */
const outOfReach = 1e150;

/** How many distances the slope is looked at, each twice the one before. */
const steps = 24;

/** Whether all classes but the label's have the same mass. */
export function isEvenBeside(row: Float64Array, label: number): boolean {
  const other = row[label === 0 ? row.length - 1 : 0];
  return row.every((mass, c) => c === label || Math.abs(mass - other) <= 1e-12 * Math.abs(other));
}

/**
 * The loss where the probabilities are `row`, or come as close to it as they can: classes that get nothing have logits out of
 * reach, or only as far as is looked at where that is better.
 */
export function lossAtRow(at: RowLoss, row: Float64Array): number {
  const values = [farthest, outOfReach].map((end) => at(row.map((mass) => Math.max(Math.log(mass), -end))).value);
  return Math.min(...values);
}

/** The x between `low` and `high` up to which `f`, which grows, is not above zero, by halving. */
function lastOfFall(f: (x: number) => number, low: number, high: number): number {
  for (let halved = 0; halved < 64; halved++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) high = middle;
    else low = middle;
  }
  return low;
}

/** The distances at which a slope turns from falling to rising; flat counts as falling. */
function turns(slope: (distance: number) => number, end: number): number[] {
  const distances = Array.from({ length: steps + 1 }, (_, i) => (i === 0 ? 0 : end * 2 ** (i - steps)));
  const slopes = distances.map(slope);
  const first = slopes[0] > 0 ? [0] : [];
  const inner = distances.flatMap((distance, i) =>
    slopes[i] <= 0 && slopes[i + 1] > 0 ? [lastOfFall(slope, distance, distances[i + 1])] : [],
  );
  return [...first, ...inner, ...(slopes[steps] <= 0 ? [Infinity] : [])];
}

/**
 * The row at which a loss with penalties is smallest. Penalties only ever pull logits together, so the distance between the
 * label's logit and the others' is at most what it is without them; it is looked for from zero to there.
 * @param at the loss of a row of logits, with its penalties
 * @param row where the loss is smallest without penalties, [K], even beside the label
 * @param label the row's class
 * @returns p, [K]; `row` itself where no penalty holds it back
 */
export function pulledRow(at: RowLoss, row: Float64Array, label: number): Float64Array {
  const other = row[label === 0 ? row.length - 1 : 0];
  const labelIsLow = row[label] < other;
  const isLow = (c: number): boolean => (c === label) === labelIsLow;
  const logits = (distance: number) => row.map((_, c) => (isLow(c) ? -distance : 0));
  // Of the low classes: their gradients keep their digits where probabilities come close to 0 and 1.
  const outward = (distance: number): number =>
    at(logits(distance)).gradient.reduce((sum, slope, c) => (isLow(c) ? sum - slope : sum), 0);
  const end = Math.min(Math.abs(Math.log(row[label] / other)), farthest);
  const candidates = turns(outward, end).map((distance) => (distance === Infinity ? row : softmax(logits(distance))));
  return candidates.reduce((best, next) => (lossAtRow(at, next) < lossAtRow(at, best) ? next : best));
}
