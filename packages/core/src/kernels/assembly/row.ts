// One row of logits of any length: exponentials block by block, so that a block is read again while the cache holds it.
import { constants, exp, expOf, multiplyAdd } from "./exponential";
import { addLanes, largestLane, loadLanes, promoteHigh, storeLanes, sumOfLanes, sumOfPair } from "./lanes";
import { exp as realExp } from "./math";

/** 1,008 classes: whole turns of the loops. */
export const blockBytes: usize = 4032;
/** Six vectors: so many chains of operations keep the processor busy, and so few stay in its registers. */
const turnBytes: usize = 96;
/** What processors fetch at once. */
const lineBytes: usize = 64;

// What `exponentials` finds: M is the largest logit of the classes other than the one kept apart, R that one's, t the shares.
/** M. */
export let largest: f32 = 0;
/** Σ exp(z_c - M) over those classes: at least 1. */
export let rest: f64 = 0;
/** Σ t_c (R - z_c). */
export let distance: f64 = 0;
/** Σ t_c. */
export let shareSum: f64 = 0;

/** Adds (R - z) of a block, four classes at a time; gives its largest logit. */
function scan(at: usize, end: usize, apart: v128): f32 {
  let most0 = f32x4.splat(-Infinity);
  let most1 = most0;
  let sum = f32x4.splat(0);
  const four = f32x4.mul(apart, f32x4.splat(4));
  for (const unrolled = at + ((end - at) & ~63); at < unrolled; at += 64) {
    const z0 = v128.load(at);
    const z1 = v128.load(at, 16);
    const z2 = v128.load(at, 32);
    const z3 = v128.load(at, 48);
    most0 = f32x4.pmax(f32x4.pmax(most0, z0), z1);
    most1 = f32x4.pmax(f32x4.pmax(most1, z2), z3);
    sum = f32x4.add(sum, f32x4.sub(four, f32x4.add(f32x4.add(z0, z1), f32x4.add(z2, z3))));
  }
  for (; at < end; at += 16) {
    const z = v128.load(at);
    most0 = f32x4.pmax(most0, z);
    sum = f32x4.add(sum, f32x4.sub(apart, z));
  }
  distance += sumOfLanes(sum);
  return largestLane(f32x4.pmax(most0, most1));
}

/** Adds t (R - z) and t of a block; gives its largest logit. A float32 holds the sum of no more than four terms. */
function scanShares(at: usize, end: usize, apart: v128, shares: usize): f32 {
  let most = f32x4.splat(-Infinity);
  let sum = f64x2.splat(0);
  let mass = sum;
  for (const unrolled = at + ((end - at) & ~63); at < unrolled; at += 64, shares += 64) {
    const z0 = v128.load(at);
    const z1 = v128.load(at, 16);
    const z2 = v128.load(at, 32);
    const z3 = v128.load(at, 48);
    const t0 = v128.load(shares);
    const t1 = v128.load(shares, 16);
    const t2 = v128.load(shares, 32);
    const t3 = v128.load(shares, 48);
    most = f32x4.pmax(f32x4.pmax(most, f32x4.pmax(z0, z1)), f32x4.pmax(z2, z3));
    mass = addLanes(mass, f32x4.add(f32x4.add(t0, t1), f32x4.add(t2, t3)));
    const front = multiplyAdd(t1, f32x4.sub(apart, z1), f32x4.mul(t0, f32x4.sub(apart, z0)));
    const back = multiplyAdd(t3, f32x4.sub(apart, z3), f32x4.mul(t2, f32x4.sub(apart, z2)));
    sum = addLanes(sum, f32x4.add(front, back));
  }
  for (; at < end; at += 16, shares += 16) {
    const z = v128.load(at);
    const share = v128.load(shares);
    most = f32x4.pmax(most, z);
    mass = addLanes(mass, share);
    sum = addLanes(sum, f32x4.mul(share, f32x4.sub(apart, z)));
  }
  distance += sumOfPair(sum);
  shareSum += sumOfPair(mass);
  return largestLane(most);
}

/** How far ahead to touch memory: a block, or nothing where memory may end before. */
function aheadOf(end: usize): usize {
  return end + 2 * blockBytes < (<usize>(memory.size() - 1)) << 16 ? blockBytes : 0;
}

/**
 * Stores exp(z - M) of a block and adds them to `rest`; a float32 holds the sum of no more than six terms. Meanwhile the
 * next block, which is behind this one, is fetched into the cache: the scan to come would do nothing but wait for it.
 */
function exponentiate(at: usize, end: usize, into: usize, reference: v128): void {
  const ahead = aheadOf(end);
  const least = v128.load32_splat(constants);
  const log2e = v128.load32_splat(constants, 4);
  const shift = v128.load32_splat(constants, 8);
  const c5 = v128.load32_splat(constants, 12);
  const c4 = v128.load32_splat(constants, 16);
  const c3 = v128.load32_splat(constants, 20);
  const c2 = v128.load32_splat(constants, 24);
  const c1 = v128.load32_splat(constants, 28);
  const one = v128.load32_splat(constants, 32);
  let low = f64x2.splat(0);
  let high = low;
  for (; at + turnBytes <= end; at += turnBytes, into += turnBytes) {
    load<i32>(at + ahead);
    load<i32>(at + ahead + lineBytes);
    const e0 = expOf(f32x4.sub(v128.load(at), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e1 = expOf(f32x4.sub(v128.load(at, 16), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e2 = expOf(f32x4.sub(v128.load(at, 32), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e3 = expOf(f32x4.sub(v128.load(at, 48), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e4 = expOf(f32x4.sub(v128.load(at, 64), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    const e5 = expOf(f32x4.sub(v128.load(at, 80), reference), least, log2e, shift, c5, c4, c3, c2, c1, one);
    v128.store(into, e0);
    v128.store(into, e1, 16);
    v128.store(into, e2, 32);
    v128.store(into, e3, 48);
    v128.store(into, e4, 64);
    v128.store(into, e5, 80);
    const sum = f32x4.add(f32x4.add(f32x4.add(e0, e1), f32x4.add(e2, e3)), f32x4.add(e4, e5));
    low = f64x2.add(low, f64x2.promote_low_f32x4(sum));
    high = f64x2.add(high, promoteHigh(sum));
  }
  for (; at < end; at += 16, into += 16) {
    const e = exp(f32x4.sub(v128.load(at), reference));
    v128.store(into, e);
    low = f64x2.add(low, f64x2.promote_low_f32x4(e));
    high = f64x2.add(high, promoteHigh(e));
  }
  rest += sumOfPair(f64x2.add(low, high));
}

/** Makes M at least `candidate`; the sum so far follows. */
function raise(candidate: f32): void {
  if (candidate <= largest) return;
  if (rest != 0) rest *= realExp(<f64>largest - candidate);
  largest = candidate;
}

/** A block of whole vectors: M, exponentials, their sum, distances. */
function addBlock(at: usize, end: usize, into: usize, apart: f32, shares: usize): void {
  const own = f32x4.splat(apart);
  raise(shares ? scanShares(at, end, own, shares) : scan(at, end, own));
  exponentiate(at, end, into, f32x4.splat(largest));
}

/** The same for the one to three classes at a row's end. */
function addTail(at: usize, count: i32, into: usize, apart: f32, shares: usize): void {
  raise(largestLane(loadLanes(at, count, -Infinity)));
  const e = exp(f32x4.sub(loadLanes(at, count, -Infinity), f32x4.splat(largest)));
  for (let i: usize = 0; i < <usize>count; i++) {
    const share: f64 = shares ? load<f32>(shares + (i << 2)) : 1;
    distance += share * (<f64>apart - load<f32>(at + (i << 2)));
    if (shares) shareSum += share;
  }
  storeLanes(into, e, count);
  rest += sumOfLanes(e);
}

/**
 * Stores exp(z - M') of a row, M' being M up to the end of each block, which goes to `references`. The class at `apart` has
 * no part in M or in the sums: a one beside many small terms would cost them their digits. Its neighbour stands in for it
 * (K ≥ 2), and is taken off the sums again.
 */
export function exponentials(
  row: usize,
  into: usize,
  classes: i32,
  apart: usize,
  shares: usize,
  references: usize,
): void {
  const own = load<f32>(apart);
  const neighbour = load<f32>(apart == row ? apart + 4 : apart - 4);
  store<f32>(apart, neighbour);
  largest = -f32.MAX_VALUE;
  rest = distance = 0;
  shareSum = shares ? 0 : <f64>classes;
  const count = classes & 3;
  const rowEnd = row + ((<usize>classes) << 2);
  const bodyEnd = rowEnd - ((<usize>count) << 2);
  let standIn = references;
  for (let at = row, end: usize = 0; at < rowEnd; at = end, references += 4) {
    const inTail = at == bodyEnd;
    end = inTail ? rowEnd : min(at + blockBytes, bodyEnd);
    const t = shares ? shares + (at - row) : 0;
    if (inTail) addTail(at, count, into + (at - row), own, t);
    else addBlock(at, end, into + (at - row), own, t);
    store<f32>(references, largest);
    if (apart >= at) standIn = references;
  }
  if (row != into) store<f32>(apart, own);
  rest -= load<f32>(into + (apart - row)) * toLargest(load<f32>(standIn));
  const share: f64 = shares ? load<f32>(shares + (apart - row)) : 1;
  distance -= share * (<f64>own - neighbour);
}

/** What brings an exponential with an earlier reference to the row's M. */
function toLargest(reference: f32): f64 {
  return reference == largest ? 1 : realExp(<f64>reference - largest);
}

/** e·factor - spread, or - spread·t, over a block. */
function scaleBlock(at: usize, end: usize, factor: v128, spread: v128, shares: usize): void {
  if (shares) {
    for (; at < end; at += 16, shares += 16) {
      const share = f32x4.mul(spread, v128.load(shares));
      v128.store(at, f32x4.sub(f32x4.mul(v128.load(at), factor), share));
    }
    return;
  }
  for (const unrolled = at + ((end - at) & ~63); at < unrolled; at += 64) {
    const g0 = f32x4.sub(f32x4.mul(v128.load(at), factor), spread);
    const g1 = f32x4.sub(f32x4.mul(v128.load(at, 16), factor), spread);
    const g2 = f32x4.sub(f32x4.mul(v128.load(at, 32), factor), spread);
    const g3 = f32x4.sub(f32x4.mul(v128.load(at, 48), factor), spread);
    v128.store(at, g0);
    v128.store(at, g1, 16);
    v128.store(at, g2, 32);
    v128.store(at, g3, 48);
  }
  for (; at < end; at += 16) v128.store(at, f32x4.sub(f32x4.mul(v128.load(at), factor), spread));
}

/** The same for the one to three classes at a row's end. */
function scaleTail(at: usize, count: i32, factor: f32, spread: f32, shares: usize): void {
  for (let i = 0; i < count; i++, at += 4) {
    const share = shares ? spread * load<f32>(shares + ((<usize>i) << 2)) : spread;
    store<f32>(at, load<f32>(at) * factor - share);
  }
}

/** Turns the exponentials of a row into its gradient: e·factor - spread·t, each block's e brought to the row's M. */
export function scaleRow(row: usize, classes: i32, factor: f64, spread: f32, shares: usize, references: usize): void {
  const count = classes & 3;
  const rowEnd = row + ((<usize>classes) << 2);
  const bodyEnd = rowEnd - ((<usize>count) << 2);
  for (let at = row, end: usize = 0; at < rowEnd; at = end, references += 4) {
    const inTail = at == bodyEnd;
    end = inTail ? rowEnd : min(at + blockBytes, bodyEnd);
    const blockFactor = <f32>(factor * toLargest(load<f32>(references)));
    const t = shares ? shares + (at - row) : 0;
    if (inTail) scaleTail(at, count, blockFactor, spread, t);
    else scaleBlock(at, end, f32x4.splat(blockFactor), f32x4.splat(spread), t);
  }
}

/** The first class with the largest logit. */
export function argmax(row: usize, classes: i32): i32 {
  const rowEnd = row + ((<usize>classes) << 2);
  const bodyEnd = row + ((<usize>(classes & ~3)) << 2);
  let mosts = f32x4.splat(-Infinity);
  for (let at = row; at < bodyEnd; at += 16) mosts = f32x4.pmax(mosts, v128.load(at));
  let most = largestLane(mosts);
  for (let at = bodyEnd; at < rowEnd; at += 4) most = max(most, load<f32>(at));
  const wanted = f32x4.splat(most);
  let at = row;
  while (at < bodyEnd && !v128.any_true(f32x4.eq(v128.load(at), wanted))) at += 16;
  while (at < rowEnd && load<f32>(at) != most) at += 4;
  return <i32>((min(at, rowEnd - 4) - row) >> 2);
}
