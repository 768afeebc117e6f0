// Four rows of few classes, a lane each: their logits as columns, a vector a class, and what is known of them.
import { constants, exp, expExact, expOf } from "./exponential";
import { Job } from "./job";
import { readColumns } from "./transpose";

/** Lies in scratch memory, its columns behind it. */
@unmanaged
export class FourRows {
  /** Class indices; where targets are rows, the class with the largest logit stands for the label. */
  labels: v128;
  /** R, the labels' logits. */
  logits: v128;
  /** M, the largest logits of the other classes. */
  largest: v128;
  /** Σ t_c (R - z_c), Σ t_c, and t of the labels; t the shares, 1 where there are none. */
  distance: v128;
  shareSum: v128;
  share: v128;
  /** exp(R - max(R, M)), exp(M - max(R, M)), and Σ exp(z_c - max(R, M)) over the other classes. */
  own: v128;
  shrink: v128;
  rest: v128;
  /** The gradient: e·factors - spreads·t, but `ofLabels` for the labels. */
  factors: v128;
  spreads: v128;
  ofLabels: v128;
  /** Number of the first row. */
  row: i32;
  /** Address of the columns, and of those of the shares; 0 where there are none. */
  columns: usize;
  shares: usize;
}

/** Bytes before the columns. */
export const headBytes: usize = 256;

/** Reads the logits of rows `row` to `row` + 3. */
export function readRows(four: FourRows, job: Job, row: i32, columns: usize): void {
  four.row = row;
  four.columns = columns;
  readColumns(job.logits + ((<usize>row * <usize>job.classes) << 2), job.classes, columns);
}

/** The largest logits. */
export function largestOf(columns: usize, end: usize): v128 {
  let most = v128.load(columns);
  for (let at = columns + 16; at < end; at += 16) most = f32x4.pmax(most, v128.load(at));
  return most;
}

/** The first class with the largest logit, in each lane. */
export function predictedOf(columns: usize, end: usize, most: v128): v128 {
  let found = i32x4.splat(0);
  for (let at = end - 16, k = <i32>((at - columns) >> 4); k >= 0; k--, at -= 16)
    found = v128.bitselect(i32x4.splat(k), found, f32x4.eq(v128.load(at), most));
  return found;
}

/** The labels; class 0 for an ignored row, whose result is thrown away. */
export function readLabels(four: FourRows, job: Job): void {
  const given = v128.load(job.labels + ((<usize>four.row) << 2));
  four.labels = v128.andnot(given, i32x4.eq(given, i32x4.splat(job.ignored)));
}

/** Where, in columns, the numbers of a row's label lie. */
function placeOf(columns: usize, label: i32, lane: usize): usize {
  return columns + ((<usize>label) << 4) + (lane << 2);
}

/** The numbers of the labels. */
export function ofLabels(labels: v128, columns: usize): v128 {
  let found = v128.load32_zero(placeOf(columns, i32x4.extract_lane(labels, 0), 0));
  found = v128.load_lane<u32>(placeOf(columns, i32x4.extract_lane(labels, 1), 1), found, 1);
  found = v128.load_lane<u32>(placeOf(columns, i32x4.extract_lane(labels, 2), 2), found, 2);
  return v128.load_lane<u32>(placeOf(columns, i32x4.extract_lane(labels, 3), 3), found, 3);
}

/** Keeps the labels apart: their logits become -∞. */
export function hideLabels(labels: v128, columns: usize): void {
  store<f32>(placeOf(columns, i32x4.extract_lane(labels, 0), 0), -Infinity);
  store<f32>(placeOf(columns, i32x4.extract_lane(labels, 1), 1), -Infinity);
  store<f32>(placeOf(columns, i32x4.extract_lane(labels, 2), 2), -Infinity);
  store<f32>(placeOf(columns, i32x4.extract_lane(labels, 3), 3), -Infinity);
}

/**
 * Brings the label's term and the others' to the larger logit of the two: the smaller side shrinks by exp(-|R - M|), with
 * what float32 cuts off the difference.
 */
export function balance(four: FourRows): void {
  const logits = four.logits;
  const most = four.largest;
  const one = f32x4.splat(1);
  const difference = f32x4.sub(logits, most);
  const back = f32x4.add(difference, most);
  // Knuth's sum: logits - most = difference + cut, exactly.
  const cut = f32x4.sub(f32x4.sub(logits, back), f32x4.sub(most, f32x4.sub(back, difference)));
  const ahead = f32x4.ge(difference, f32x4.splat(0));
  const low = v128.bitselect(f32x4.neg(cut), cut, ahead);
  const smaller = expExact(f32x4.neg(f32x4.abs(difference)), low);
  four.shrink = v128.bitselect(smaller, one, ahead);
  four.own = v128.bitselect(one, smaller, ahead);
}

/** Turns the logits into exp(z - M) and gives their sums; what each addition to a sum cuts off is kept beside it. */
export function exponentiate(columns: usize, end: usize, reference: v128): v128 {
  const least = v128.load32_splat(constants);
  const log2e = v128.load32_splat(constants, 4);
  const shift = v128.load32_splat(constants, 8);
  const c5 = v128.load32_splat(constants, 12);
  const c4 = v128.load32_splat(constants, 16);
  const c3 = v128.load32_splat(constants, 20);
  const c2 = v128.load32_splat(constants, 24);
  const c1 = v128.load32_splat(constants, 28);
  const one = v128.load32_splat(constants, 32);
  let sum = f32x4.splat(0);
  let cut = sum;
  let at = columns;
  for (; at + 64 <= end; at += 64) {
    const e0 = expOf(f32x4.sub(v128.load(at), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e1 = expOf(f32x4.sub(v128.load(at, 16), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e2 = expOf(f32x4.sub(v128.load(at, 32), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e3 = expOf(f32x4.sub(v128.load(at, 48), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
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
