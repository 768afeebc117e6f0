// Axis domains, ticks and thinned series that also work for one value, one epoch, or none.

/** From the least to the greatest value with some room around; around a single value too. */
export function paddedDomain(values: readonly number[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values.filter(Number.isFinite)) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const room = high > low ? 0.08 * (high - low) : Math.max(0.05 * Math.abs(high), 0.005);
  return [low - room, high + room];
}

/** At most about six evenly spaced whole numbers from 1 to `last`. */
export function epochTicks(last: number): number[] {
  const most = 6;
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((size) => last / size <= most) ?? Math.ceil(last / most);
  const ticks = Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
  return step === 1 ? ticks : [1, ...ticks];
}

/** At most `most` of the values, evenly spaced, including the first and the last. */
export function thinned<Value>(values: readonly Value[], most: number): Value[] {
  if (values.length <= most) return [...values];
  const step = (values.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => values[Math.round(i * step)]);
}
