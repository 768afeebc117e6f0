// Losses of few classes, four rows at a time: cross-entropy of every kind of target, and label relaxation.
import {
  exponentiate,
  findLargest,
  FourRows,
  headBytes,
  hideLabels,
  largestOf,
  ofLabels,
  placeLabels,
  predictedOf,
  readLabels,
} from "./fourRows";
import { Job } from "./job";
import { log1p } from "./logarithm";
import { crossEntropyRows, leaveOut, relaxationRows } from "./losses";
import { log as realLog, log1p as realLog1p } from "./math";
import { readFours, splatColumns, writeColumns } from "./transpose";

/** Rows worked on together, so that those of one four need not wait for one another; their columns stay in the cache. */
const tileBytes: usize = 16384;
const mostFours: usize = 16;

function vectors(count: i32): usize {
  return (<usize>count) << 4;
}

/** Σ (R - z_c). */
function addDistances(four: FourRows, end: usize): void {
  const apart = four.logits;
  let even = f32x4.splat(0);
  let odd = even;
  let at = four.columns;
  for (; at + 32 <= end; at += 32) {
    even = f32x4.add(even, f32x4.sub(apart, v128.load(at)));
    odd = f32x4.add(odd, f32x4.sub(apart, v128.load(at, 16)));
  }
  if (at < end) even = f32x4.add(even, f32x4.sub(apart, v128.load(at)));
  four.distance = f32x4.add(even, odd);
}

/** What `next`, the float32 sum of both, cuts off. */
function cutOff(sum: v128, term: v128, next: v128): v128 {
  return f32x4.sub(term, f32x4.sub(next, sum));
}

/** Σ t_c (R - z_c) and Σ t_c, with what each addition cuts off. */
function addShares(four: FourRows, end: usize): void {
  const apart = four.logits;
  let sum = f32x4.splat(0);
  let sumCut = sum;
  let mass = sum;
  let massCut = sum;
  for (let at = four.columns, t = four.shares; at < end; at += 16, t += 16) {
    const share = v128.load(t);
    const nextMass = f32x4.add(mass, share);
    massCut = f32x4.add(massCut, cutOff(mass, share, nextMass));
    mass = nextMass;
    const term = f32x4.mul(share, f32x4.sub(apart, v128.load(at)));
    const next = f32x4.add(sum, term);
    sumCut = f32x4.add(sumCut, cutOff(sum, term, next));
    sum = next;
  }
  four.distance = f32x4.add(sum, sumCut);
  four.shareSum = f32x4.add(mass, massCut);
}

/** max(M - R, 0): how far the label's logit is below the largest. */
function beyond(four: FourRows): v128 {
  return f32x4.sub(f32x4.splat(0), f32x4.pmin(four.lead, f32x4.splat(0)));
}

/** What each row is multiplied by: its label's factor. */
function factorsOf(four: FourRows, factors: usize): v128 {
  const labels = changetype<usize>(four) + offsetof<FourRows>("labels");
  let found = v128.load32_zero(factors + (load<usize>(labels) << 2));
  found = v128.load_lane<u32>(factors + (load<usize>(labels, 4) << 2), found, 1);
  found = v128.load_lane<u32>(factors + (load<usize>(labels, 8) << 2), found, 2);
  return v128.load_lane<u32>(factors + (load<usize>(labels, 12) << 2), found, 3);
}

/** What the formulas of cross-entropy take from the job, as vectors: the same for all rows. */
@unmanaged
class Terms {
  one: v128;
  peak: v128;
  spread: v128;
  scale: v128;
  /** The other classes' part of the target, without shares. */
  others: v128;
}

function readTerms(terms: Terms, job: Job): void {
  terms.one = f32x4.splat(1);
  terms.peak = f32x4.splat(<f32>(job.labels ? job.peak : 0));
  terms.spread = f32x4.splat(<f32>job.spread);
  terms.scale = f32x4.splat(<f32>job.scale);
  terms.others = f32x4.splat(<f32>(job.spread * <f64>(job.classes - 1)));
}

/** The formulas of `crossEntropyRow`. */
function finishCrossEntropy(first: usize, end: usize, fourBytes: usize, terms: Terms, job: Job): void {
  const spreading = job.spread != 0;
  for (; first < end; first += fourBytes) {
    const four = changetype<FourRows>(first);
    // The sum less 1: exactly the rest where the label has the largest logit.
    const excess = f32x4.add(four.rest, f32x4.sub(four.own, terms.one));
    const negativeLog = f32x4.add(log1p(excess), beyond(four));
    let ofLabel = f32x4.add(terms.peak, terms.spread);
    let others = terms.others;
    if (four.shares) {
      const share = ofLabels(four, four.shares - four.columns);
      ofLabel = f32x4.mul(ofLabel, share);
      others = f32x4.mul(terms.spread, f32x4.sub(four.shareSum, share));
    }
    const mass = f32x4.add(ofLabel, others);
    let losses = f32x4.mul(mass, negativeLog);
    // Without a spread the distance does not count, even where a masked class makes it infinite.
    if (spreading) losses = f32x4.add(losses, f32x4.mul(terms.spread, four.distance));
    let scale = terms.scale;
    if (job.factors) {
      const factors = factorsOf(four, job.factors);
      losses = f32x4.mul(factors, losses);
      scale = f32x4.mul(factors, scale);
    }
    v128.store(job.losses + ((<usize>four.row) << 2), losses);
    const scales = f32x4.div(scale, f32x4.add(excess, terms.one));
    const pulls = f32x4.sub(f32x4.mul(others, four.own), f32x4.mul(ofLabel, four.rest));
    four.ofLabels = f32x4.mul(pulls, scales);
    four.factors = f32x4.mul(f32x4.mul(mass, scales), four.shrink);
    four.spreads = f32x4.mul(scale, terms.spread);
  }
}

/** The formulas of `relaxationRow`; nothing where p_y ≥ 1-α, which is not so where p_y is not a number. */
function finishRelaxation(four: FourRows, job: Job): void {
  const one = f32x4.splat(1);
  const alpha = f32x4.splat(<f32>job.spread);
  const wanted = f32x4.splat(<f32>(1 - job.spread));
  const excess = f32x4.add(four.rest, f32x4.sub(four.own, one));
  const sum = f32x4.add(excess, one);
  const p = f32x4.div(four.own, sum);
  const settled = f32x4.ge(p, wanted);
  const negativeLog = f32x4.add(log1p(excess), beyond(four));
  const ofLabel = f32x4.mul(wanted, f32x4.add(f32x4.splat(<f32>realLog1p(-job.spread)), negativeLog));
  const logOthers = log1p(f32x4.neg(p));
  const ofOthers = f32x4.mul(alpha, f32x4.sub(f32x4.splat(<f32>realLog(job.spread)), logOthers));
  v128.store(job.losses + ((<usize>four.row) << 2), v128.andnot(f32x4.add(ofLabel, ofOthers), settled));
  const scale = f32x4.splat(<f32>job.scale);
  const others = f32x4.div(four.rest, sum);
  const factors = f32x4.mul(f32x4.sub(one, f32x4.div(alpha, others)), f32x4.div(four.shrink, sum));
  four.factors = v128.andnot(f32x4.mul(scale, factors), settled);
  four.ofLabels = v128.andnot(f32x4.mul(scale, f32x4.sub(p, wanted)), settled);
  four.spreads = f32x4.splat(0);
}

/** e·factors - spreads·t in the columns. */
function scaleColumns(four: FourRows, end: usize): void {
  for (let at = four.columns, t = four.shares; at < end; at += 16, t += 16) {
    const share = f32x4.mul(four.spreads, v128.load(t));
    v128.store(at, f32x4.sub(f32x4.mul(v128.load(at), four.factors), share));
  }
}

/** Writes the labels' gradients. */
function writeLabels(four: FourRows, into: usize, rowBytes: usize): void {
  const slopes = four.ofLabels;
  const labels = changetype<usize>(four) + offsetof<FourRows>("labels");
  v128.store_lane<u32>(into + (load<usize>(labels) << 2), slopes, 0);
  v128.store_lane<u32>(into + rowBytes + (load<usize>(labels, 4) << 2), slopes, 1);
  v128.store_lane<u32>(into + 2 * rowBytes + (load<usize>(labels, 8) << 2), slopes, 2);
  v128.store_lane<u32>(into + 3 * rowBytes + (load<usize>(labels, 12) << 2), slopes, 3);
}

/** Writes the gradients of fours from `first` to `end`, and clears the rows that are left out. */
function writeFours(first: usize, end: usize, fourBytes: usize, job: Job): void {
  const classes = job.classes;
  const rowBytes = (<usize>classes) << 2;
  for (; first < end; first += fourBytes) {
    const four = changetype<FourRows>(first);
    const into = job.gradient + <usize>four.row * rowBytes;
    let factors = four.factors;
    let spreads = f32x4.neg(four.spreads);
    if (four.shares) {
      scaleColumns(four, four.columns + vectors(classes));
      factors = f32x4.splat(1);
      spreads = f32x4.splat(0);
    }
    writeColumns(four.columns, classes, into, factors, spreads);
    writeLabels(four, into, rowBytes);
    if (job.labels) leaveOutFour(job, four.row);
  }
}

/** Clears those of four rows that are left out. */
function leaveOutFour(job: Job, row: i32): void {
  const given = v128.load(job.labels + ((<usize>row) << 2));
  if (v128.any_true(i32x4.eq(given, i32x4.splat(job.ignored)))) for (let r = 0; r < 4; r++) leaveOut(job, row + r);
}

/** Finds the labels of fours from `first` to `end`, and takes them out of the columns; class weights are at `weights`. */
function partLabels(first: usize, end: usize, fourBytes: usize, weights: usize, row: i32, job: Job): void {
  const columnBytes = vectors(job.classes);
  const spreading = job.spread != 0;
  for (; first < end; first += fourBytes, row += 4) {
    const four = changetype<FourRows>(first);
    const columns = first + headBytes;
    const columnEnd = columns + columnBytes;
    four.row = row;
    four.columns = columns;
    four.shares = job.shareStride ? columnEnd : weights;
    if (job.labels) readLabels(four, job);
    else four.labels = predictedOf(columns, columnEnd, largestOf(columns, columnEnd));
    placeLabels(four);
    if (four.shares) addShares(four, columnEnd);
    else if (spreading) addDistances(four, columnEnd);
    hideLabels(four);
  }
}

/** Four times `count` rows from `row` on, step by step. */
function tile(
  job: Job,
  row: i32,
  terms: Terms,
  first: usize,
  count: usize,
  fourBytes: usize,
  weights: usize,
  relaxed: bool,
): void {
  const end = first + count * fourBytes;
  const classes = job.classes;
  const rowBytes = (<usize>classes) << 2;
  const columnBytes = vectors(classes);
  readFours(job.logits + <usize>row * rowBytes, classes, first + headBytes, fourBytes, count);
  if (job.shareStride)
    readFours(job.shares + <usize>row * rowBytes, classes, first + headBytes + columnBytes, fourBytes, count);
  partLabels(first, end, fourBytes, weights, row, job);
  findLargest(first, end, fourBytes, classes);
  exponentiate(first, end, fourBytes, classes);
  if (relaxed) for (let at = first; at < end; at += fourBytes) finishRelaxation(changetype<FourRows>(at), job);
  else finishCrossEntropy(first, end, fourBytes, terms, job);
  writeFours(first, end, fourBytes, job);
}

/** Whole fours of rows `begin` to `end`; gives where they end. Class weights are before the tile, as columns. */
function tiles(job: Job, begin: i32, end: i32, scratch: usize, relaxed: bool): i32 {
  const columnBytes = vectors(job.classes);
  const terms = changetype<Terms>(scratch);
  readTerms(terms, job);
  scratch += offsetof<Terms>();
  const weights = job.shares && !job.shareStride ? scratch : 0;
  if (weights) splatColumns(job.shares, job.classes, weights);
  const first = scratch + (weights ? columnBytes : 0);
  const fourBytes = headBytes + (job.shareStride ? 2 : 1) * columnBytes;
  const most = <i32>max<usize>(2, min<usize>(mostFours, tileBytes / fourBytes));
  let row = begin;
  while (row + 4 <= end) {
    const count = min(most, (end - row) >> 2);
    tile(job, row, terms, first, <usize>count, fourBytes, weights, relaxed);
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
