// Losses row by row, any number of classes: cross-entropy of every kind of target, and label relaxation.
import { Job } from "./job";
import { exp as realExp, log as realLog, log1p as realLog1p } from "./math";
import { argmax, distance, exponentials, largest, rest, scaleRow, shareSum } from "./row";

/** Whether row `i` is left out; if so, its loss and gradient become 0. */
export function leaveOut(job: Job, i: i32): bool {
  if (!job.labels || load<i32>(job.labels + ((<usize>i) << 2)) != job.ignored) return false;
  const bytes = (<usize>job.classes) << 2;
  memory.fill(job.gradient + <usize>i * bytes, 0, bytes);
  store<f32>(job.losses + ((<usize>i) << 2), 0);
  return true;
}

/**
 * exp(R - M), within what float64 holds: beyond it the other classes have no share that float32 could show. No number where R
 * is infinite, so that the loss is none either.
 */
export function ownTerm(logit: f32): f64 {
  return logit == Infinity ? NaN : realExp(min<f64>(<f64>logit - largest, 700));
}

/** -log p of the class kept apart; where it has the largest logit, its one is not part of any sum. */
export function negativeLog(own: f64, logit: f32): f64 {
  return own >= 1 ? realLog1p(rest / own) : realLog(own + rest) + (<f64>largest - logit);
}

/**
 * One row of cross-entropy with target s = peak·onehot(y) + spread·t of mass m:
 * loss -m log p_y + spread Σ t_c (R - z_c), R = z_y; gradient m p - s, at y ((m - s_y) own - s_y rest) / (own + rest).
 */
function crossEntropyRow(job: Job, i: i32, references: usize): void {
  const classes = job.classes;
  const offset = (<usize>i * <usize>classes) << 2;
  const row = job.logits + offset;
  const into = job.gradient + offset;
  const shares = job.shares ? job.shares + <usize>i * job.shareStride : 0;
  const label = job.labels ? load<i32>(job.labels + ((<usize>i) << 2)) : argmax(row, classes);
  const place = (<usize>label) << 2;
  const logit = load<f32>(row + place);
  exponentials(row, into, classes, row + place, shares, references);
  const own = ownTerm(logit);
  const sum = own + rest;
  const share: f64 = shares ? load<f32>(shares + place) : 1;
  const peak = job.labels ? job.peak * share : 0;
  const mass = peak + job.spread * shareSum;
  const ofLabel = peak + job.spread * share;
  const factor: f64 = job.factors ? load<f32>(job.factors + place) : 1;
  // Without a spread the distance does not count, even where a masked class makes it infinite.
  const far = job.spread == 0 ? 0 : job.spread * distance;
  store<f32>(job.losses + ((<usize>i) << 2), <f32>(factor * (mass * negativeLog(own, logit) + far)));
  const scale = job.scale * factor;
  scaleRow(into, classes, (scale * mass) / sum, <f32>(scale * job.spread), shares, references);
  store<f32>(into + place, <f32>((scale * ((mass - ofLabel) * own - ofLabel * rest)) / sum));
}

/** Cross-entropy of rows `begin` to `end`. */
export function crossEntropyRows(job: Job, begin: i32, end: i32, scratch: usize): void {
  for (let i = begin; i < end; i++) if (!leaveOut(job, i)) crossEntropyRow(job, i, scratch);
}

/**
 * One row of label relaxation: nothing where p_y ≥ 1-α, else (1-α) log((1-α)/p_y) + α log(α/(1-p_y)); gradient
 * p (1 - α/(1-p_y)), at y p_y - (1-α).
 */
function relaxationRow(job: Job, i: i32, references: usize): void {
  const classes = job.classes;
  const alpha = job.spread;
  const bytes = (<usize>classes) << 2;
  const row = job.logits + <usize>i * bytes;
  const into = job.gradient + <usize>i * bytes;
  const place = (<usize>load<i32>(job.labels + ((<usize>i) << 2))) << 2;
  const logit = load<f32>(row + place);
  exponentials(row, into, classes, row + place, 0, references);
  const own = ownTerm(logit);
  const sum = own + rest;
  const loss = job.losses + ((<usize>i) << 2);
  if (own / sum >= 1 - alpha) {
    store<f32>(loss, 0);
    memory.fill(into, 0, bytes);
    return;
  }
  const others = rest / sum;
  const ofLabel = (1 - alpha) * (realLog1p(-alpha) + negativeLog(own, logit));
  store<f32>(loss, <f32>(ofLabel + alpha * realLog(alpha / others)));
  scaleRow(into, classes, (job.scale * (1 - alpha / others)) / sum, 0, 0, references);
  store<f32>(into + place, <f32>(job.scale * (own / sum - (1 - alpha))));
}

/** Label relaxation of rows `begin` to `end`, 0 < α < 1. */
export function relaxationRows(job: Job, begin: i32, end: i32, scratch: usize): void {
  for (let i = begin; i < end; i++) if (!leaveOut(job, i)) relaxationRow(job, i, scratch);
}
