// Losses of few classes, four rows at a time: cross-entropy of every kind of target, and label relaxation.
import {
  balance,
  exponentiate,
  FourRows,
  headBytes,
  hideLabels,
  largestOf,
  ofLabels,
  predictedOf,
  readLabels,
  readRows,
} from "./fourRows";
import { Job } from "./job";
import { log1p } from "./logarithm";
import { crossEntropyRows, leaveOut, relaxationRows } from "./losses";
import { log as realLog, log1p as realLog1p } from "./math";
import { readColumns, splatColumns, writeColumns } from "./transpose";

/** Rows worked on together, so that those of one four need not wait for one another; their columns stay in the cache. */
const tileBytes: usize = 16384;
const mostFours: usize = 16;

const vectors = (count: i32): usize => (<usize>count) << 4;

/** Reads the rows' shares where each row has its own. */
function readShares(four: FourRows, job: Job, weights: usize, into: usize): void {
  four.shares = weights;
  if (!job.shareStride) return;
  four.shares = into;
  readColumns(job.shares + <usize>four.row * job.shareStride, job.classes, into);
}

/** Σ (R - z_c), or with shares Σ t_c (R - z_c), and Σ t_c, with what each addition to it cuts off. */
function addDistances(four: FourRows, end: usize): void {
  const apart = four.logits;
  let sum = f32x4.splat(0);
  if (!four.shares) {
    for (let at = four.columns; at < end; at += 16) sum = f32x4.add(sum, f32x4.sub(apart, v128.load(at)));
    four.distance = sum;
    return;
  }
  let mass = f32x4.splat(0);
  let cut = mass;
  for (let at = four.columns, t = four.shares; at < end; at += 16, t += 16) {
    const share = v128.load(t);
    const next = f32x4.add(mass, share);
    cut = f32x4.add(cut, f32x4.sub(share, f32x4.sub(next, mass)));
    mass = next;
    sum = f32x4.add(sum, f32x4.mul(share, f32x4.sub(apart, v128.load(at))));
  }
  four.distance = sum;
  four.shareSum = f32x4.add(mass, cut);
}

/** Finds the labels' logits and takes them out of the columns. */
function partLabels(four: FourRows, job: Job, relaxed: bool): void {
  const columns = four.columns;
  const end = columns + vectors(job.classes);
  if (job.labels) readLabels(four, job);
  else four.labels = predictedOf(columns, end, largestOf(columns, end));
  four.logits = ofLabels(four.labels, columns);
  // Without a spread the distance does not count, even where a masked class makes it infinite.
  four.distance = f32x4.splat(0);
  if (job.spread != 0 && !relaxed) addDistances(four, end);
  hideLabels(four.labels, columns);
}

/** Sums the exponentials of the other classes. */
function addExponentials(four: FourRows, end: usize): void {
  four.rest = f32x4.mul(exponentiate(four.columns, end, four.largest), four.shrink);
}

/** max(M - R, 0): how far the label's logit lies below the largest. */
function beyond(four: FourRows): v128 {
  return f32x4.pmax(f32x4.sub(four.largest, four.logits), f32x4.splat(0));
}

/** What each row is multiplied by: its label's factor. */
function factorsOf(four: FourRows, job: Job): v128 {
  if (!job.factors) return f32x4.splat(1);
  const at = job.factors;
  let factors = v128.load32_zero(at + ((<usize>i32x4.extract_lane(four.labels, 0)) << 2));
  factors = v128.load_lane<u32>(at + ((<usize>i32x4.extract_lane(four.labels, 1)) << 2), factors, 1);
  factors = v128.load_lane<u32>(at + ((<usize>i32x4.extract_lane(four.labels, 2)) << 2), factors, 2);
  return v128.load_lane<u32>(at + ((<usize>i32x4.extract_lane(four.labels, 3)) << 2), factors, 3);
}

/** The formulas of `crossEntropyRow`. */
function finishCrossEntropy(four: FourRows, job: Job): void {
  const rest = four.rest;
  const own = four.own;
  const one = f32x4.splat(1);
  const spread = f32x4.splat(<f32>job.spread);
  const share = four.shares ? ofLabels(four.labels, four.shares) : one;
  const peak = job.labels ? f32x4.mul(f32x4.splat(<f32>job.peak), share) : f32x4.splat(0);
  const perLabel = f32x4.add(peak, f32x4.mul(spread, share));
  const others = four.shares
    ? f32x4.mul(spread, f32x4.sub(four.shareSum, share))
    : f32x4.splat(<f32>(job.spread * <f64>(job.classes - 1)));
  const mass = f32x4.add(perLabel, others);
  const factors = factorsOf(four, job);
  // The sum less 1: exactly the rest where the label has the largest logit.
  const excess = f32x4.add(rest, f32x4.sub(own, one));
  const negativeLog = f32x4.add(log1p(excess), beyond(four));
  const losses = f32x4.add(f32x4.mul(mass, negativeLog), f32x4.mul(spread, four.distance));
  v128.store(job.losses + ((<usize>four.row) << 2), f32x4.mul(factors, losses));
  const scaled = f32x4.mul(f32x4.splat(<f32>job.scale), factors);
  const scales = f32x4.div(scaled, f32x4.add(excess, one));
  const pulls = f32x4.sub(f32x4.mul(others, own), f32x4.mul(perLabel, rest));
  four.ofLabels = f32x4.mul(pulls, scales);
  four.factors = f32x4.mul(f32x4.mul(mass, scales), four.shrink);
  four.spreads = f32x4.mul(scaled, spread);
}

/** The formulas of `relaxationRow`; nothing where p_y ≥ 1-α. */
function finishRelaxation(four: FourRows, job: Job): void {
  const one = f32x4.splat(1);
  const alpha = f32x4.splat(<f32>job.spread);
  const wanted = f32x4.splat(<f32>(1 - job.spread));
  const excess = f32x4.add(four.rest, f32x4.sub(four.own, one));
  const sum = f32x4.add(excess, one);
  const p = f32x4.div(four.own, sum);
  const pulled = f32x4.lt(p, wanted);
  const negativeLog = f32x4.add(log1p(excess), beyond(four));
  const ofLabel = f32x4.mul(wanted, f32x4.add(f32x4.splat(<f32>realLog1p(-job.spread)), negativeLog));
  const logOthers = log1p(f32x4.neg(p));
  const ofOthers = f32x4.mul(alpha, f32x4.sub(f32x4.splat(<f32>realLog(job.spread)), logOthers));
  v128.store(job.losses + ((<usize>four.row) << 2), v128.and(pulled, f32x4.add(ofLabel, ofOthers)));
  const scale = f32x4.splat(<f32>job.scale);
  const others = f32x4.div(four.rest, sum);
  const factors = f32x4.mul(f32x4.sub(one, f32x4.div(alpha, others)), f32x4.div(four.shrink, sum));
  four.factors = v128.and(pulled, f32x4.mul(scale, factors));
  four.ofLabels = v128.and(pulled, f32x4.mul(scale, f32x4.sub(p, wanted)));
  four.spreads = f32x4.splat(0);
}

/** e·factors - spreads·t in the columns. */
function scaleColumns(four: FourRows, end: usize): void {
  for (let at = four.columns, t = four.shares; at < end; at += 16, t += 16) {
    const share = f32x4.mul(four.spreads, v128.load(t));
    v128.store(at, f32x4.sub(f32x4.mul(v128.load(at), four.factors), share));
  }
}

/** Writes the gradients, and clears the rows that are left out. */
function writeRows(four: FourRows, job: Job): void {
  const classes = job.classes;
  const rowBytes = (<usize>classes) << 2;
  const into = job.gradient + <usize>four.row * rowBytes;
  if (four.shares) {
    scaleColumns(four, four.columns + vectors(classes));
    writeColumns(four.columns, classes, into, f32x4.splat(1), f32x4.splat(0));
  } else writeColumns(four.columns, classes, into, four.factors, four.spreads);
  const labels = four.labels;
  const slopes = four.ofLabels;
  store<f32>(into + ((<usize>i32x4.extract_lane(labels, 0)) << 2), f32x4.extract_lane(slopes, 0));
  store<f32>(into + rowBytes + ((<usize>i32x4.extract_lane(labels, 1)) << 2), f32x4.extract_lane(slopes, 1));
  store<f32>(into + 2 * rowBytes + ((<usize>i32x4.extract_lane(labels, 2)) << 2), f32x4.extract_lane(slopes, 2));
  store<f32>(into + 3 * rowBytes + ((<usize>i32x4.extract_lane(labels, 3)) << 2), f32x4.extract_lane(slopes, 3));
  if (!job.labels) return;
  const given = v128.load(job.labels + ((<usize>four.row) << 2));
  if (v128.any_true(i32x4.eq(given, i32x4.splat(job.ignored)))) for (let r = 0; r < 4; r++) leaveOut(job, four.row + r);
}

/** Four times `count` rows from `row` on, step by step. */
function tile(job: Job, row: i32, first: usize, count: usize, fourBytes: usize, weights: usize, relaxed: bool): void {
  const end = first + count * fourBytes;
  const columnBytes = vectors(job.classes);
  for (let at = first; at < end; at += fourBytes, row += 4) {
    const four = changetype<FourRows>(at);
    readRows(four, job, row, at + headBytes);
    readShares(four, job, weights, at + headBytes + columnBytes);
  }
  for (let at = first; at < end; at += fourBytes) partLabels(changetype<FourRows>(at), job, relaxed);
  for (let at = first; at < end; at += fourBytes) {
    const columns = at + headBytes;
    changetype<FourRows>(at).largest = largestOf(columns, columns + columnBytes);
    balance(changetype<FourRows>(at));
  }
  for (let at = first; at < end; at += fourBytes)
    addExponentials(changetype<FourRows>(at), at + headBytes + columnBytes);
  for (let at = first; at < end; at += fourBytes) {
    if (relaxed) finishRelaxation(changetype<FourRows>(at), job);
    else finishCrossEntropy(changetype<FourRows>(at), job);
  }
  for (let at = first; at < end; at += fourBytes) writeRows(changetype<FourRows>(at), job);
}

/** Whole fours of rows `begin` to `end`; gives where they end. Class weights lie before the tile, as columns. */
function tiles(job: Job, begin: i32, end: i32, scratch: usize, relaxed: bool): i32 {
  const columnBytes = vectors(job.classes);
  const weights = job.shares && !job.shareStride ? scratch : 0;
  if (weights) splatColumns(job.shares, job.classes, weights);
  const first = scratch + (weights ? columnBytes : 0);
  const fourBytes = headBytes + (job.shareStride ? 2 : 1) * columnBytes;
  const most = <i32>max<usize>(2, min<usize>(mostFours, tileBytes / fourBytes));
  let row = begin;
  while (row + 4 <= end) {
    const count = min(most, (end - row) >> 2);
    tile(job, row, first, <usize>count, fourBytes, weights, relaxed);
    row += count << 2;
  }
  return row;
}

/** Cross-entropy of rows `begin` to `end`, up to 128 classes; 64 KiB of scratch. */
export function fewClassesRows(job: Job, begin: i32, end: i32, scratch: usize): void {
  crossEntropyRows(job, tiles(job, begin, end, scratch, false), end, scratch);
}

/** Label relaxation of rows `begin` to `end`, the same. */
export function fewClassesRelaxation(job: Job, begin: i32, end: i32, scratch: usize): void {
  relaxationRows(job, tiles(job, begin, end, scratch, true), end, scratch);
}
