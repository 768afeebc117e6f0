// Four float32 as one vector: across its lanes, and at the end of a row whose length is not a multiple of four.

/** The largest lane. */
export function largestLane(x: v128): f32 {
  const pair = f32x4.pmax(x, i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return max(f32x4.extract_lane(pair, 0), f32x4.extract_lane(pair, 1));
}

/** The upper two lanes as float64. */
export function promoteHigh(x: v128): v128 {
  return f64x2.promote_low_f32x4(i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
}

/** Adds the lanes to two float64. */
export function addLanes(sums: v128, x: v128): v128 {
  return f64x2.add(sums, f64x2.add(f64x2.promote_low_f32x4(x), promoteHigh(x)));
}

/** The sum of the lanes, in float64. */
export function sumOfLanes(x: v128): f64 {
  return sumOfPair(f64x2.add(f64x2.promote_low_f32x4(x), promoteHigh(x)));
}

/** The sum of two float64. */
export function sumOfPair(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** The first `count` lanes from memory, nothing beyond them read, and `fill` in the others; 1 ≤ count ≤ 3. */
export function loadLanes(address: usize, count: i32, fill: f32): v128 {
  let x = v128.load_lane<u32>(address, f32x4.splat(fill), 0);
  if (count > 1) x = v128.load_lane<u32>(address + 4, x, 1);
  if (count > 2) x = v128.load_lane<u32>(address + 8, x, 2);
  return x;
}

/** Stores the first `count` lanes; 1 ≤ count ≤ 3. */
export function storeLanes(address: usize, x: v128, count: i32): void {
  v128.store_lane<u32>(address, x, 0);
  if (count > 1) v128.store_lane<u32>(address + 4, x, 1);
  if (count > 2) v128.store_lane<u32>(address + 8, x, 2);
}
