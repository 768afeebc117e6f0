// Experiments whose truth is known: a baseline and several methods, paired seeds, the same test rows.
import { normalCdf, normalQuantile, type Random } from "@softlabel/core";

/** What varies from cell to cell. */
export interface Cell {
  readonly rows: number;
  /** Error rate of the baseline. */
  readonly errors: number;
  /** Standard deviation of a seed's effect on the margin, whose own is 1.7 to 1.8. */
  readonly seedDeviation: number;
  /** How much larger the methods' margins are. */
  readonly shift: number;
}

/** Standard deviations of a row's difficulty, of its difficulty for one method, and of one run with one row. */
const deviations = { shared: 1.5, own: 0.25, noise: 0.7 } as const;
/** Deviation over seeds of the logarithm of the scale of the logits. */
const scaleDeviation = 0.05;

/** The deviation of a margin over everything that varies. */
export function marginDeviation({ seedDeviation }: Pick<Cell, "seedDeviation">): number {
  return Math.hypot(deviations.shared, deviations.own, deviations.noise, seedDeviation);
}

/** Mean margin at which so many rows are wrong. */
export function meanMargin({ errors, seedDeviation }: Pick<Cell, "errors" | "seedDeviation">): number {
  return -normalQuantile(errors) * marginDeviation({ seedDeviation });
}

/** The shift of the margins that lowers the error rate by `gain`. */
export function shiftFor(cell: Pick<Cell, "errors" | "seedDeviation">, gain: number): number {
  return meanMargin({ ...cell, errors: cell.errors - gain }) - meanMargin(cell);
}

/** log(1 + e^-x) */
const logLoss = (x: number): number => (x > 0 ? Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)) - x);

/** A grid of normal quantiles for expectations over a margin. */
const grid = Float64Array.from({ length: 2000 }, (_, i) => normalQuantile((i + 0.5) / 2000));

const expectation = (f: (z: number) => number): number => grid.reduce((sum, z) => sum + f(z), 0) / grid.length;

/** The scale of logits at which the baseline is calibrated on average: the slope of its expected log loss is 0. */
export function calibratedScale(cell: Cell): number {
  const [mean, deviation] = [meanMargin(cell), marginDeviation(cell)];
  let [low, high] = [1e-3, 50];
  for (let step = 0; step < 60; step++) {
    const scale = Math.sqrt(low * high);
    const slope = expectation((z) => {
      const margin = mean + deviation * z;
      return margin / (1 + Math.exp(Math.min(500, scale * margin)));
    });
    if (slope > 0) low = scale;
    else high = scale;
  }
  return Math.sqrt(low * high);
}

/** Expected accuracy and log loss of margins that are shifted, by the scale's own spread. */
export function truthOf(cell: Cell, scale: number, shift: number): { accuracy: number; nllScaled: number } {
  const [mean, deviation] = [meanMargin(cell) + shift, marginDeviation(cell)];
  const scales = Float64Array.from(
    { length: 40 },
    (_, i) => scale * Math.exp(scaleDeviation * normalQuantile((i + 0.5) / 40)),
  );
  const loss =
    scales.reduce((sum, own) => sum + expectation((z) => logLoss(own * (mean + deviation * z))), 0) / scales.length;
  return { accuracy: normalCdf(mean / deviation), nllScaled: loss };
}

/**
 * Scaled margins of the baseline, then of each method, a seed an entry.
 * @param offsets how much easier each row is than the others, where rows are not alike
 */
export function simulateMargins(
  cell: Cell,
  scale: number,
  methods: number,
  seeds: number,
  random: Random,
  offsets = new Float64Array(cell.rows),
): Float64Array[][] {
  const { seedDeviation, shift } = cell;
  const mean = meanMargin(cell);
  const shared = offsets.map((offset) => offset + deviations.shared * random.normal());
  return Array.from({ length: methods + 1 }, (_, m) => {
    const own = shared.map((value) => value + deviations.own * random.normal());
    const start = mean + (m === 0 ? 0 : shift);
    return Array.from({ length: seeds }, () => {
      const ofSeed = start + seedDeviation * random.normal();
      const ownScale = scale * Math.exp(scaleDeviation * random.normal());
      const margins = new Float64Array(own.length);
      for (let i = 0; i < own.length; i++)
        margins[i] = ownScale * (own[i] + ofSeed + deviations.noise * random.normal());
      return margins;
    });
  });
}

/** Errors and log losses at these margins. */
export function scoresOf(margins: Float64Array): { error: Float64Array; nll: Float64Array } {
  const [error, nll] = [new Float64Array(margins.length), new Float64Array(margins.length)];
  for (let i = 0; i < margins.length; i++) {
    error[i] = Number(margins[i] < 0);
    nll[i] = logLoss(margins[i]);
  }
  return { error, nll };
}

/** Errors and the logarithm of the confidence. */
export function rankingColumnsOf(margins: Float64Array): { error: Float64Array; logConfidence: Float64Array } {
  return {
    error: margins.map((margin) => Number(margin < 0)),
    logConfidence: margins.map((margin) => -logLoss(Math.abs(margin))),
  };
}
