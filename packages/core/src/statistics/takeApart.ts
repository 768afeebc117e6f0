// Means and sums of squares of a table of differences.

/** A table taken apart: a row a seed, a column an example or a resampling of the examples. */
export interface Parts {
  readonly mean: number;
  readonly rowMeans: Float64Array;
  readonly columnMeans: Float64Array;
  readonly rowSquares: number;
  readonly columnSquares: number;
  readonly residualSquares: number;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Σ (value - mean)² */
export function squaresAround(values: Float64Array, mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Takes a table apart: mean, means of rows, and the squares that rows, columns and neither explain. */
export function takeApart(differences: readonly Float64Array[]): Parts {
  const [seeds, columns] = [differences.length, differences[0].length];
  const rowMeans = Float64Array.from(differences, (row) => sumOf(row) / columns);
  const mean = sumOf(rowMeans) / seeds;
  const columnMeans = new Float64Array(columns);
  for (const row of differences) for (let i = 0; i < columns; i++) columnMeans[i] += row[i] / seeds;
  let residualSquares = 0;
  differences.forEach((row, s) => {
    for (let i = 0; i < columns; i++) residualSquares += (row[i] - rowMeans[s] - columnMeans[i] + mean) ** 2;
  });
  const [rowSquares, columnSquares] = [squaresAround(rowMeans, mean), squaresAround(columnMeans, mean)];
  return { mean, rowMeans, columnMeans, rowSquares, columnSquares, residualSquares };
}
