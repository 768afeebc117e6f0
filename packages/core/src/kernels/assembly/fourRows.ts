// Four rows of few classes, a lane each: their logits as columns, one vector per class, and what is known of them.
import { constants, expExact, expOf, signBits } from "./exponential";
import { Job } from "./job";

/** In scratch memory, its columns behind it. */
@unmanaged
export class FourRows {
  /** Class indices; where targets are rows, the class with the largest logit stands for the label. */
  labels: v128;
  /** Addresses of the labels' numbers in the columns. */
  place0: usize;
  place1: usize;
  place2: usize;
  place3: usize;
  /** R, the labels' logits. */
  logits: v128;
  /** M, the largest logits of the other classes, and R - M. */
  largest: v128;
  lead: v128;
  /** Σ t_c (R - z_c) and Σ t_c; t the shares, 1 where there are none. */
  distance: v128;
  shareSum: v128;
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

/** Bytes from the first row's lane to each. */
const lanes = memory.data<u32>([0, 4, 8, 12], 16);

/** The largest logits. */
export function largestOf(columns: usize, end: usize): v128 {
  let even = v128.load(columns);
  let odd = v128.load(end - 16);
  for (let at = columns + 16; at + 32 <= end; at += 32) {
    even = f32x4.pmax(even, v128.load(at));
    odd = f32x4.pmax(odd, v128.load(at, 16));
  }
  return f32x4.pmax(even, odd);
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

/** Finds where the labels' numbers are in the columns, and their logits. */
export function placeLabels(four: FourRows): void {
  const start = i32x4.add(i32x4.splat(<i32>four.columns), v128.load(lanes));
  v128.store(changetype<usize>(four), i32x4.add(i32x4.shl(four.labels, 4), start), offsetof<FourRows>("place0"));
  four.logits = ofLabels(four, 0);
}

/** The numbers of the labels in columns `offset` bytes behind those of the logits. */
export function ofLabels(four: FourRows, offset: usize): v128 {
  let found = v128.load32_zero(four.place0 + offset);
  found = v128.load_lane<u32>(four.place1 + offset, found, 1);
  found = v128.load_lane<u32>(four.place2 + offset, found, 2);
  return v128.load_lane<u32>(four.place3 + offset, found, 3);
}

/** Takes the labels out of the columns: their logits become -∞. */
export function hideLabels(four: FourRows): void {
  store<f32>(four.place0, -Infinity);
  store<f32>(four.place1, -Infinity);
  store<f32>(four.place2, -Infinity);
  store<f32>(four.place3, -Infinity);
}

/**
 * Brings the label's term and the others' to the larger logit of the two: the smaller side shrinks by exp(-|R - M|), with
 * what float32 cuts off the difference.
 */
function balance(four: FourRows): void {
  const logits = four.logits;
  const most = four.largest;
  const one = v128.load32_splat(constants + 32);
  const sign = signBits();
  const lead = f32x4.sub(logits, most);
  const back = f32x4.add(lead, most);
  // Knuth's sum: logits - most = lead + cut, exactly.
  const cut = f32x4.sub(f32x4.sub(logits, back), f32x4.sub(most, f32x4.sub(back, lead)));
  const smaller = expExact(v128.or(lead, sign), v128.xor(cut, v128.andnot(sign, lead)));
  const behind = f32x4.lt(lead, f32x4.splat(0));
  four.lead = lead;
  four.shrink = v128.bitselect(one, smaller, behind);
  four.own = v128.bitselect(smaller, one, behind);
}

/** Finds the largest of the other logits in fours from `first` to `end`, and balances. */
export function findLargest(first: usize, end: usize, fourBytes: usize, classes: i32): void {
  for (; first < end; first += fourBytes) {
    const four = changetype<FourRows>(first);
    const columns = four.columns;
    four.largest = largestOf(columns, columns + ((<usize>classes) << 4));
    balance(four);
  }
}

/**
 * Turns the logits of fours from `first` to `end` into exp(z - M) and gives their sums; what each addition to a sum cuts off
 * is kept beside it.
 */
export function exponentiate(first: usize, end: usize, fourBytes: usize, classes: i32): void {
  const least = v128.load32_splat(constants);
  const log2e = v128.load32_splat(constants + 4);
  const shift = v128.load32_splat(constants + 8);
  const c5 = v128.load32_splat(constants + 12);
  const c4 = v128.load32_splat(constants + 16);
  const c3 = v128.load32_splat(constants + 20);
  const c2 = v128.load32_splat(constants + 24);
  const c1 = v128.load32_splat(constants + 28);
  const one = v128.load32_splat(constants + 32);
  const columnBytes = (<usize>classes) << 4;
  for (; first < end; first += fourBytes) {
    const four = changetype<FourRows>(first);
    const reference = four.largest;
    let at = four.columns;
    const columnEnd = at + columnBytes;
    let sum = f32x4.splat(0);
    let cut = sum;
    for (; at + 64 <= columnEnd; at += 64) {
      const e0 = expOf(f32x4.sub(v128.load(at), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
      const e1 = expOf(f32x4.sub(v128.load(at, 16), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
      const e2 = expOf(f32x4.sub(v128.load(at, 32), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
      const e3 = expOf(f32x4.sub(v128.load(at, 48), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
      v128.store(at, e0);
      v128.store(at, e1, 16);
      v128.store(at, e2, 32);
      v128.store(at, e3, 48);
      const part = f32x4.add(f32x4.add(e0, e1), f32x4.add(e2, e3));
      const next = f32x4.add(sum, part);
      cut = f32x4.add(cut, f32x4.sub(part, f32x4.sub(next, sum)));
      sum = next;
    }
    for (; at < columnEnd; at += 16) {
      const e = expOf(f32x4.sub(v128.load(at), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
      v128.store(at, e);
      sum = f32x4.add(sum, e);
    }
    four.rest = f32x4.mul(f32x4.add(sum, cut), four.shrink);
  }
}
