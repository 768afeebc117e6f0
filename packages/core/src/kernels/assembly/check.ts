// Finds what a kernel may not be given, and sums what it gave.
import { promoteHigh, sumOfPair } from "./lanes";

function isLabel(label: i32, classes: i32, ignored: i32): bool {
  return <u32>label < <u32>classes || label == ignored;
}

/** 1 where all labels are classes or the ignored one, else 0: checked before anything is addressed by them. */
export function areLabels(labels: usize, rows: i32, classes: i32, ignored: i32): i32 {
  const end = labels + ((<usize>rows) << 2);
  const limit = i32x4.splat(classes);
  const exempt = i32x4.splat(ignored);
  let right = i32x4.splat(-1);
  for (; labels + 16 <= end; labels += 16) {
    const four = v128.load(labels);
    right = v128.and(right, v128.or(i32x4.lt_u(four, limit), i32x4.eq(four, exempt)));
  }
  let all = i32x4.all_true(right);
  for (; labels < end; labels += 4) all = all && isLabel(load<i32>(labels), classes, ignored);
  return <i32>all;
}

/** Σ of float32, which is finite if they all are: a loss is not where a logit was not, or a masked class has a target. */
export function sumOf(values: usize, count: i32): f64 {
  const end = values + ((<usize>count) << 2);
  let low = f64x2.splat(0);
  let high = low;
  for (; values + 16 <= end; values += 16) {
    const four = v128.load(values);
    low = f64x2.add(low, f64x2.promote_low_f32x4(four));
    high = f64x2.add(high, promoteHigh(four));
  }
  let sum = sumOfPair(f64x2.add(low, high));
  for (; values < end; values += 4) sum += load<f32>(values);
  return sum;
}

/** The first row of targets with a negative or infinite share or a sum further than `tolerance` from one, or -1. */
export function findBadDistribution(targets: usize, rows: i32, classes: i32, tolerance: f64): i32 {
  for (let i = 0; i < rows; i++) {
    let least: f32 = 0;
    let sum: f64 = 0;
    for (const end = targets + ((<usize>classes) << 2); targets < end; targets += 4) {
      const share = load<f32>(targets);
      least = min(least, share);
      sum += share;
    }
    if (least < 0 || !(abs(sum - 1) <= tolerance)) return i;
  }
  return -1;
}
