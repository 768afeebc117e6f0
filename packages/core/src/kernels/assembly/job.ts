// What a kernel is told: one record in memory, the same for all of them, so that threads can share it.

/** Addresses of float32 arrays (labels and predicted: int32), and coefficients. job.ts of the loader writes the same fields. */
@unmanaged
export class Job {
  /** Targets a·onehot(y) + b·shares, or b·shares where there are no labels. Label relaxation: b is α. */
  peak: f64;
  spread: f64;
  /** The gradient's factor: 1, or 1 / the mean's denominator. */
  scale: f64;
  /** z, [N, K]. */
  logits: usize;
  /** y, [N], from 0 to K-1 or `ignored`; checked before. 0 where targets are rows. */
  labels: usize;
  /** [N, K]; may be the logits themselves. */
  gradient: usize;
  /** A loss a row, [N]. */
  losses: usize;
  /** Shares of the spread, and of the peak, by class; 0 where all are 1. */
  shares: usize;
  /** Bytes from one row's shares to the next: 0 for class weights, 4 K for rows of targets. */
  shareStride: usize;
  /** What a row is multiplied by, by its label's class; 0 where nothing. */
  factors: usize;
  classes: i32;
  ignored: i32;
  /** Of an evaluation: the class with the largest logit, its probability, and the Brier loss, [N]. */
  predicted: usize;
  confidence: usize;
  brier: usize;
}
