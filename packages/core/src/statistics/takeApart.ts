// Means and sums of squares of a table of differences.
import { check } from "../base/check.ts";
import { CompensatedSum, mean } from "../base/sum.ts";

/** A table taken apart: one row per seed, one column per example or resampling of the examples. */
interface Parts {
  readonly mean: number;
  readonly rowMeans: Float64Array;
  readonly columnMeans: Float64Array;
  readonly rowSquares: number;
  readonly columnSquares: number;
  readonly residualSquares: number;
}

/** What the rows of a table hold, as messages say it. */
interface RowNames {
  /** "differences" */
  readonly values: string;
  /** Before "seed number 1": "of the method, ". */
  readonly whose: string;
}

/** Throws unless each row has so many numbers, at least one, and all are finite. */
export function checkRows(who: string, rows: readonly Float64Array[], examples: number, names: RowNames): void {
  check(examples > 0, who, "at least one example", examples);
  rows.forEach((row, s) => {
    const seed = `${names.whose}seed number ${s + 1}`;
    check(row.length === examples, who, `${examples} examples for every seed`, `${row.length} ${seed}`);
    let at = 0;
    while (at < examples && Number.isFinite(row[at])) at++;
    check(at === examples, who, `finite ${names.values}`, `${row[at]} ${seed}, example ${at}`);
  });
}

/** A quotient, and 0 where there is nothing to divide by. */
export const over = (numerator: number, denominator: number): number => (denominator > 0 ? numerator / denominator : 0);

/** Σ (value - center)² */
export function squaresAround(values: Float64Array, center: number): number {
  const total = new CompensatedSum();
  for (const value of values) total.add((value - center) ** 2);
  return total.value;
}

/** Takes a table apart: mean, means of rows, and the squares that rows, columns and neither explain. */
export function takeApart(differences: readonly Float64Array[]): Parts {
  const [seeds, columns] = [differences.length, differences[0].length];
  const rowMeans = Float64Array.from(differences, mean);
  const overall = mean(rowMeans);
  const columnMeans = new Float64Array(columns);
  for (const row of differences) for (let i = 0; i < columns; i++) columnMeans[i] += row[i] / seeds;
  let residualSquares = 0;
  for (let s = 0; s < seeds; s++) {
    const [row, rowMean] = [differences[s], rowMeans[s]];
    for (let i = 0; i < columns; i++) residualSquares += (row[i] - rowMean - columnMeans[i] + overall) ** 2;
  }
  const [rowSquares, columnSquares] = [squaresAround(rowMeans, overall), squaresAround(columnMeans, overall)];
  return { mean: overall, rowMeans, columnMeans, rowSquares, columnSquares, residualSquares };
}
