// The sum of losses: values added, gradients added.
import type { LossRule } from "./rule.ts";

/**
 * The sum of rules: the values and the gradients of a row, added.
 * @param rules at least one; a single one is given back as it is
 * @example
 * ```ts
 * import { addRules, crossEntropyRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const twice = addRules([crossEntropyRule, crossEntropyRule]);
 * Array.from(twice.rows(matrixOps, row(0, 0), row(0, 1), {}).gradient.data); // => [1, -1]
 * ```
 */
export function addRules(rules: readonly LossRule[]): LossRule {
  if (rules.length === 1) return rules[0];
  return {
    name: rules.map(({ name }) => name).join("+"),
    coefficients: rules.flatMap(({ coefficients = [] }) => coefficients),
    usesTeacher: rules.find(({ usesTeacher }) => usesTeacher)?.usesTeacher,
    rows: (ops, logits, targets, coefficients, teacher) =>
      rules
        .map((rule) => rule.rows(ops, logits, targets, coefficients, teacher))
        .reduce((sum, term) => ({
          value: ops.add(sum.value, term.value),
          gradient: ops.add(sum.gradient, term.gradient),
        })),
  };
}
