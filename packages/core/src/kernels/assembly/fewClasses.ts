// Four rows at a time, a lane each, for few classes: cross-entropy of evenly smoothed labels.
import { exp, expExact } from "./exponential";
import { Job } from "./job";
import { log1p } from "./logarithm";
import { crossEntropyRows, leaveOut } from "./losses";
import { readColumns, writeColumns } from "./transpose";

/** The place of a row's label in the columns; that of class 0 for an ignored row, whose result is thrown away. */
function placeOf(columns: usize, job: Job, i: i32): usize {
  const label = load<i32>(job.labels + ((<usize>i) << 2));
  return columns + ((<usize>(label == job.ignored ? 0 : label)) << 4) + ((<usize>(i & 3)) << 2);
}

/** The logits of four rows' labels; rows begin at a multiple of four. */
export function labelLogits(columns: usize, job: Job, i: i32): v128 {
  let logits = v128.load32_zero(placeOf(columns, job, i));
  logits = v128.load_lane<u32>(placeOf(columns, job, i + 1), logits, 1);
  logits = v128.load_lane<u32>(placeOf(columns, job, i + 2), logits, 2);
  return v128.load_lane<u32>(placeOf(columns, job, i + 3), logits, 3);
}

/** Keeps four rows' labels apart: their logits become -∞. */
export function hideLabels(columns: usize, job: Job, i: i32): void {
  for (let r = i; r < i + 4; r++) store<f32>(placeOf(columns, job, r), -Infinity);
}

/** The largest logits. */
export function largestOf(columns: usize, end: usize): v128 {
  let most = v128.load(columns);
  for (let at = columns + 16; at < end; at += 16) most = f32x4.pmax(most, v128.load(at));
  return most;
}

/** Σ (R - z_c). */
function distances(columns: usize, end: usize, apart: v128): v128 {
  let sum = f32x4.splat(0);
  for (let at = columns; at < end; at += 16) sum = f32x4.add(sum, f32x4.sub(apart, v128.load(at)));
  return sum;
}

/** Turns logits into exp(z - M) and gives their sums; what each addition to a sum cuts off is kept beside it. */
function exponentiate(columns: usize, end: usize, reference: v128): v128 {
  let sum = f32x4.splat(0);
  let cut = sum;
  let at = columns;
  for (; at + 64 <= end; at += 64) {
    const e0 = exp(f32x4.sub(v128.load(at), reference));
    const e1 = exp(f32x4.sub(v128.load(at, 16), reference));
    const e2 = exp(f32x4.sub(v128.load(at, 32), reference));
    const e3 = exp(f32x4.sub(v128.load(at, 48), reference));
    v128.store(at, e0);
    v128.store(at, e1, 16);
    v128.store(at, e2, 32);
    v128.store(at, e3, 48);
    const four = f32x4.add(f32x4.add(e0, e1), f32x4.add(e2, e3));
    const next = f32x4.add(sum, four);
    cut = f32x4.add(cut, f32x4.sub(four, f32x4.sub(next, sum)));
    sum = next;
  }
  for (; at < end; at += 16) {
    const e = exp(f32x4.sub(v128.load(at), reference));
    v128.store(at, e);
    sum = f32x4.add(sum, e);
  }
  return f32x4.add(sum, cut);
}

/** exp(-|R - M|), with what float32 cuts off the difference; `rest` and `own` are in units of exp(max(R, M)). */
export let shrink: v128 = f32x4.splat(0);
export let own: v128 = f32x4.splat(0);

/** Brings the label's term and the others' to the larger logit of the two: the smaller side shrinks by exp(-|R - M|). */
export function balance(logits: v128, most: v128): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const difference = f32x4.sub(logits, most);
  const back = f32x4.add(difference, most);
  // Knuth's sum: logits - most = difference + cut, exactly.
  const cut = f32x4.sub(f32x4.sub(logits, back), f32x4.sub(most, f32x4.sub(back, difference)));
  const ahead = f32x4.ge(difference, zero);
  const low = v128.bitselect(f32x4.neg(cut), cut, ahead);
  const smaller = expExact(f32x4.neg(f32x4.abs(difference)), low);
  shrink = v128.bitselect(smaller, one, ahead);
  own = v128.bitselect(one, smaller, ahead);
}

/** Puts the labels' gradients in place, and clears the rows that are left out. */
function finishRows(job: Job, i: i32, ofLabels: v128): void {
  storeLabel(job, i, f32x4.extract_lane(ofLabels, 0));
  storeLabel(job, i + 1, f32x4.extract_lane(ofLabels, 1));
  storeLabel(job, i + 2, f32x4.extract_lane(ofLabels, 2));
  storeLabel(job, i + 3, f32x4.extract_lane(ofLabels, 3));
}

function storeLabel(job: Job, i: i32, gradient: f32): void {
  if (leaveOut(job, i)) return;
  const label = load<i32>(job.labels + ((<usize>i) << 2));
  store<f32>(job.gradient + ((<usize>i * <usize>job.classes + <usize>label) << 2), gradient);
}

/** Four rows; the formulas are those of `crossEntropyRow`. */
function fourRows(job: Job, i: i32, columns: usize): void {
  const classes = job.classes;
  const offset = (<usize>i * <usize>classes) << 2;
  const end = columns + ((<usize>classes) << 4);
  readColumns(job.logits + offset, classes, columns);
  const logits = labelLogits(columns, job, i);
  const spread = <f32>job.spread;
  // Without a spread the distance does not count, even where a masked class makes it infinite.
  const far = spread == 0 ? f32x4.splat(0) : f32x4.mul(f32x4.splat(spread), distances(columns, end, logits));
  hideLabels(columns, job, i);
  const most = largestOf(columns, end);
  balance(logits, most);
  const rest = f32x4.mul(exponentiate(columns, end, most), shrink);
  const one = f32x4.splat(1);
  // The sum less 1: exactly the rest where the label has the largest logit.
  const excess = f32x4.add(rest, f32x4.sub(own, one));
  const beyond = f32x4.pmax(f32x4.sub(most, logits), f32x4.splat(0));
  const mass = job.peak + job.spread * <f64>classes;
  const masses = f32x4.splat(<f32>mass);
  const losses = f32x4.add(f32x4.mul(masses, f32x4.add(log1p(excess), beyond)), far);
  v128.store(job.losses + ((<usize>i) << 2), losses);
  const scales = f32x4.div(f32x4.splat(<f32>job.scale), f32x4.add(excess, one));
  const perLabel = f32x4.splat(<f32>(job.peak + job.spread));
  const others = f32x4.splat(<f32>(mass - job.peak - job.spread));
  const pulls = f32x4.sub(f32x4.mul(others, own), f32x4.mul(perLabel, rest));
  const factors = f32x4.mul(f32x4.mul(masses, scales), shrink);
  writeColumns(columns, classes, job.gradient + offset, factors, f32x4.splat(<f32>(job.scale * job.spread)));
  finishRows(job, i, f32x4.mul(pulls, scales));
}

/** Cross-entropy of rows `begin` to `end`, without shares or factors; `begin` a multiple of four, 16 K bytes of scratch. */
export function fewClassesRows(job: Job, begin: i32, end: i32, scratch: usize): void {
  let i = begin;
  for (; i + 4 <= end; i += 4) fourRows(job, i, scratch);
  crossEntropyRows(job, i, end, scratch);
}
