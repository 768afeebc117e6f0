// Means and sums of squares of a table of differences.
import { mean, sum } from "../base/sum.ts";

/** A table taken apart: one row per seed, one column per example or resampling of the examples. */
export interface Parts {
  readonly mean: number;
  readonly rowMeans: Float64Array;
  readonly columnMeans: Float64Array;
  readonly rowSquares: number;
  readonly columnSquares: number;
  readonly residualSquares: number;
}

/** Σ (value - center)² */
export function squaresAround(values: Float64Array, center: number): number {
  return sum(values.map((value) => (value - center) ** 2));
}

/** Takes a table apart: mean, means of rows, and the squares that rows, columns and neither explain. */
export function takeApart(differences: readonly Float64Array[]): Parts {
  const [seeds, columns] = [differences.length, differences[0].length];
  const rowMeans = Float64Array.from(differences, mean);
  const overall = mean(rowMeans);
  const columnMeans = new Float64Array(columns);
  for (const row of differences) for (let i = 0; i < columns; i++) columnMeans[i] += row[i] / seeds;
  let residualSquares = 0;
  differences.forEach((row, s) => {
    for (let i = 0; i < columns; i++) residualSquares += (row[i] - rowMeans[s] - columnMeans[i] + overall) ** 2;
  });
  const [rowSquares, columnSquares] = [squaresAround(rowMeans, overall), squaresAround(columnMeans, overall)];
  return { mean: overall, rowMeans, columnMeans, rowSquares, columnSquares, residualSquares };
}
