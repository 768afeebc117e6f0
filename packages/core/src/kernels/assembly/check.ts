// Finds what a kernel may not be given.

/** The first row whose label is neither a class nor the ignored one, or -1: checked before anything is addressed by it. */
export function findBadLabel(labels: usize, rows: i32, classes: i32, ignored: i32): i32 {
  for (let i = 0; i < rows; i++) {
    const label = load<i32>(labels + ((<usize>i) << 2));
    if (<u32>label >= <u32>classes && label != ignored) return i;
  }
  return -1;
}

/** The first of the losses that is not finite, or -1: where a logit was not, or a masked class has a target. */
export function findNotFinite(values: usize, count: i32): i32 {
  for (let i = 0; i < count; i++) if (!isFinite(load<f32>(values + ((<usize>i) << 2)))) return i;
  return -1;
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
