// Prints what the bench measured.
import type { EpochResult } from "./contestant.ts";

/** A contestant's epochs. */
export interface Run {
  readonly name: string;
  readonly isPeer: boolean;
  readonly epochs: readonly EpochResult[];
}

/** Rows of cells as text, the first row a heading; columns as wide as they need to be. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  "),
  );
  return lines.join("\n");
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const secondsOf = (run: Run): number[] => run.epochs.map(({ seconds }) => seconds);

/** Seconds per epoch, and the ratio of medians to the best peer's. */
export function speedTable(runs: readonly Run[]): string {
  const best = Math.min(...runs.filter(({ isPeer }) => isPeer).map((run) => median(secondsOf(run))));
  const rows = runs.map((run) => {
    const seconds = secondsOf(run);
    const ratio = Number.isFinite(best) ? (median(seconds) / best).toFixed(2) : "-";
    return [run.name, median(seconds).toFixed(3), Math.min(...seconds).toFixed(3), ratio];
  });
  return formatTable([["contestant, threads", "median s", "min s", "to PyTorch's best"], ...rows]);
}

/** Where a run's time went, as shares of its median epoch. */
export function shareTable(runs: readonly Run[]): string {
  const detailed = runs.filter(({ epochs }) => epochs[0]?.timings !== undefined);
  const parts = Object.keys(detailed[0]?.epochs[0].timings ?? {});
  const rows = detailed.map((run) => {
    const shares = parts.map((part) => median(run.epochs.map((epoch) => (epoch.timings?.[part] ?? 0) / epoch.seconds)));
    const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
    return [run.name, ...[...shares, rest].map((share) => `${(100 * share).toFixed(1)} %`)];
  });
  return formatTable([["share of an epoch", ...parts, "rest"], ...rows]);
}

/** Training loss and test accuracy of every epoch, runs beside each other. */
export function learningTable(runs: readonly Run[]): string {
  const rows = runs[0].epochs.map((_, index) => [
    String(index + 1),
    ...runs.map(({ epochs }) => `${epochs[index].trainLoss.toFixed(4)} ${epochs[index].testAccuracy.toFixed(4)}`),
  ]);
  return formatTable([["epoch: loss, accuracy", ...runs.map(({ name }) => name)], ...rows]);
}
