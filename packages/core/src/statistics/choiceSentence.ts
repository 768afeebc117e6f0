// Which candidate was chosen on validation data, in how many seeds.
import { check } from "../check.ts";

/**
 * Says which candidates the seeds of a method chose on validation data, the most frequent first.
 *
 * @param method the name of the method that chooses
 * @param chosen what each seed chose
 * @throws UsageError where there is no seed
 * @example
 * ```ts
 * import { choiceSentence } from "@softlabel/core";
 * const sentence = choiceSentence("smooth:auto", ["smooth:0.1", "smooth:0.05", "smooth:0.1"]);
 * sentence; // => "For smooth:auto, smooth:0.1 was chosen on the validation data in 2 of 3 seeds (smooth:0.05 in 1)."
 * ```
 */
export function choiceSentence(method: string, chosen: readonly string[]): string {
  check(chosen.length > 0, "choiceSentence", "at least one seed", chosen.length);
  const counts = new Map<string, number>();
  for (const each of chosen) counts.set(each, (counts.get(each) ?? 0) + 1);
  const [[most, count], ...others] = [...counts].sort(([, a], [, b]) => b - a);
  const rest = others.map(([name, times]) => `${name} in ${times}`).join(", ");
  const seeds = chosen.length === 1 ? "the only seed" : `${count} of ${chosen.length} seeds`;
  return `For ${method}, ${most} was chosen on the validation data in ${seeds}${rest === "" ? "" : ` (${rest})`}.`;
}
