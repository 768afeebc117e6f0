// Scores of predictions, row by row: predicted class, its probability, -log p of the label, Brier loss.
import { exp } from "./exponential";
import {
  findLargest,
  FourRows,
  headBytes,
  hideLabels,
  largestOf,
  placeLabels,
  predictedOf,
  readLabels,
} from "./fourRows";
import { Job } from "./job";
import { loadLanes, promoteHigh, sumOfPair } from "./lanes";
import { log1p } from "./logarithm";
import { exp as realExp, log as realLog, log1p as realLog1p } from "./math";
import { argmax } from "./row";
import { readFours } from "./transpose";

/** Σ e² over what `sumsOf` summed. */
let squares: f64 = 0;

/** Σ e of a row, e = exp(z - M). */
function sumsOf(row: usize, classes: i32, reference: v128): f64 {
  const end = row + ((<usize>(classes & ~3)) << 2);
  let sum = f64x2.splat(0);
  let square = sum;
  let e = f32x4.splat(0);
  for (let at = row; at < end; at += 16) {
    e = exp(f32x4.sub(v128.load(at), reference));
    const ee = f32x4.mul(e, e);
    sum = f64x2.add(sum, f64x2.add(f64x2.promote_low_f32x4(e), promoteHigh(e)));
    square = f64x2.add(square, f64x2.add(f64x2.promote_low_f32x4(ee), promoteHigh(ee)));
  }
  if (classes & 3) {
    e = exp(f32x4.sub(loadLanes(end, classes & 3, -Infinity), reference));
    const ee = f32x4.mul(e, e);
    sum = f64x2.add(sum, f64x2.add(f64x2.promote_low_f32x4(e), promoteHigh(e)));
    square = f64x2.add(square, f64x2.add(f64x2.promote_low_f32x4(ee), promoteHigh(ee)));
  }
  squares = sumOfPair(square);
  return sumOfPair(sum);
}

/** One row. With the label kept apart, rest r and sum S: Brier (r² + Σ e²) / S², nothing of which cancels. */
function evaluateRow(job: Job, i: i32): void {
  const classes = job.classes;
  const row = job.logits + ((<usize>i * <usize>classes) << 2);
  const at = (<usize>i) << 2;
  store<i32>(job.predicted + at, argmax(row, classes));
  const place = row + ((<usize>load<i32>(job.labels + at)) << 2);
  const logit = load<f32>(place);
  store<f32>(place, -Infinity);
  const most = load<f32>(row + ((<usize>argmax(row, classes)) << 2));
  const rest = sumsOf(row, classes, f32x4.splat(most));
  store<f32>(place, logit);
  const beyond = <f64>most - logit;
  const own = realExp(min<f64>(-beyond, 700));
  const sum = own + rest;
  store<f32>(job.confidence + at, <f32>(max<f64>(own, 1) / sum));
  store<f32>(job.losses + at, <f32>(own >= 1 ? realLog1p(rest / own) : realLog(sum) + beyond));
  store<f32>(job.brier + at, <f32>((rest * rest + squares) / sum / sum));
}

/** The predictions of four rows, and what can be told of their labels before the exponentials. */
function predictFour(four: FourRows, job: Job): void {
  const columns = four.columns;
  const end = columns + ((<usize>job.classes) << 4);
  readLabels(four, job);
  placeLabels(four);
  v128.store(job.predicted + ((<usize>four.row) << 2), predictedOf(columns, end, largestOf(columns, end)));
  hideLabels(four);
}

/** The scores of four rows; the formulas of `evaluateRow`. */
function scoreFour(four: FourRows, job: Job): void {
  const most = four.largest;
  const to = (<usize>four.row) << 2;
  let rest = f32x4.splat(0);
  let square = rest;
  for (let at = four.columns, end = at + ((<usize>job.classes) << 4); at < end; at += 16) {
    const e = exp(f32x4.sub(v128.load(at), most));
    rest = f32x4.add(rest, e);
    square = f32x4.add(square, f32x4.mul(e, e));
  }
  const shrink = four.shrink;
  rest = f32x4.mul(rest, shrink);
  square = f32x4.mul(square, f32x4.mul(shrink, shrink));
  const one = f32x4.splat(1);
  const excess = f32x4.add(rest, f32x4.sub(four.own, one));
  const inverse = f32x4.div(one, f32x4.add(excess, one));
  const beyond = f32x4.pmax(f32x4.sub(most, four.logits), f32x4.splat(0));
  v128.store(job.confidence + to, inverse);
  v128.store(job.losses + to, f32x4.add(log1p(excess), beyond));
  const distance = f32x4.add(f32x4.mul(rest, rest), square);
  v128.store(job.brier + to, f32x4.mul(distance, f32x4.mul(inverse, inverse)));
}

/** Scores rows `begin` to `end`, one at a time. */
export function evaluationRows(job: Job, begin: i32, end: i32, _scratch: usize): void {
  for (let i = begin; i < end; i++) evaluateRow(job, i);
}

/** The same for few classes, sixteen rows at a time, so that those of one four need not wait for one another. */
export function fewClassesEvaluation(job: Job, begin: i32, end: i32, scratch: usize): void {
  const classes = job.classes;
  const rowBytes = (<usize>classes) << 2;
  const fourBytes = headBytes + ((<usize>classes) << 4);
  let row = begin;
  while (row + 4 <= end) {
    const count = <usize>min(4, (end - row) >> 2);
    const last = scratch + count * fourBytes;
    readFours(job.logits + <usize>row * rowBytes, classes, scratch + headBytes, fourBytes, count);
    for (let at = scratch; at < last; at += fourBytes, row += 4) {
      const four = changetype<FourRows>(at);
      four.row = row;
      four.columns = at + headBytes;
      predictFour(four, job);
    }
    findLargest(scratch, last, fourBytes, classes);
    for (let at = scratch; at < last; at += fourBytes) scoreFour(changetype<FourRows>(at), job);
  }
  evaluationRows(job, row, end, scratch);
}
