// What is measured: loss and gradient of float32 logits, rows by classes, smoothing 0.1, the mean over rows.

/** Rows by classes. */
export interface Shape {
  readonly rows: number;
  readonly classes: number;
}

/** A shape as the command line and the tables have it. */
export const shapeName = ({ rows, classes }: Shape): string => `${rows}x${classes}`;

export const shapes: readonly Shape[] = [
  { rows: 64, classes: 10 },
  { rows: 1024, classes: 10 },
  { rows: 1024, classes: 1000 },
  { rows: 512, classes: 32_000 },
  { rows: 128, classes: 128_000 },
];

export const smoothing = 0.1;

/** Logits from -4 to 4 and labels, the same in every process. */
export function makeInputs({ rows, classes }: Shape): { logits: Float32Array; labels: Int32Array } {
  const logits = Float32Array.from(
    { length: rows * classes },
    (_, i) => (((i * 2_654_435_761) >>> 8) % 1024) / 128 - 4,
  );
  const labels = Int32Array.from({ length: rows }, (_, row) => (row * 7919) % classes);
  return { logits, labels };
}
