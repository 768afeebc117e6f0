// Checks rows given as distributions, and names the first that is none.
import { check } from "../base/check.ts";

/** How far a row's sum may be from one: room for float32 and for rounded decimals, not for forgotten classes. */
export const sumTolerance = 1e-4;

/** Throws unless a row holds finite numbers that are not negative. */
export function checkMasses(who: string, target: Float64Array, row: number): void {
  const bad = target.find((mass) => !(mass >= 0 && mass < Infinity));
  if (bad !== undefined) check(false, who, `target row ${row} to hold finite numbers that are not negative`, bad);
}

/** Throws unless every row is a distribution: finite, not negative, with a sum of one (to 1e-4). */
export function checkDistributions(who: string, rows: Float64Array, classes: number): void {
  for (let start = 0, row = 0; start < rows.length; start += classes, row++) {
    const target = rows.subarray(start, start + classes);
    checkMasses(who, target, row);
    const sum = target.reduce((total, mass) => total + mass, 0);
    if (Math.abs(sum - 1) > sumTolerance)
      check(false, who, `target row ${row} to sum to one`, sum, "divide the row by its sum");
  }
}
