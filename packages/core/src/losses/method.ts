// A method with its parameters, read from the text the command takes: hard, smooth:0.1,over=others, relax:0.1.
import { formatNamed, parseNamed, type ParameterValues } from "../parameters.ts";
import { methodTable } from "./methodTable.ts";
import type { LossRule } from "./rule.ts";

/** A named way to soften, with its parameters: a target rule and the loss it goes with. */
export interface Method {
  readonly name: string;
  readonly parameters: ParameterValues;
  /** q, row-major [N, K]: the rows the loss is given. */
  targets(labels: Int32Array, classes: number): Float64Array;
  /**
   * The row the model is really pulled to, [K], for showing to people. Under label relaxation, which is given one-hot rows,
   * this is the credal set's boundary: 1-α for the class, the rest spread evenly.
   */
  effectiveTarget(label: number, classes: number): Float64Array;
  /** The loss that training puts into its graph. */
  readonly loss: LossRule;
  /** The canonical text: `parseMethod` makes an equal method of it. */
  toString(): string;
}

/**
 * Reads a method: its name, then its parameters after a colon. The first parameter may stand alone, the others are
 * name=value; those not given have their default. `methodTable` lists all methods and parameters.
 * @param text such as "hard", "smooth:0.1,over=others" or "relax:0.1"
 * @throws UsageError if the method or a parameter is unknown, given twice or out of range
 * @example
 * ```ts
 * import { parseMethod } from "@softlabel/core";
 * const method = parseMethod("smooth:0.2,over=others");
 * Array.from(method.targets(new Int32Array([2]), 3)); // => [0.1, 0.1, 0.8]
 * Array.from(parseMethod("relax:0.2").effectiveTarget(2, 3)); // => [0.1, 0.1, 0.8]
 * String(parseMethod("smooth: alpha=.20, over=all")); // => "smooth:0.2"
 * ```
 */
export function parseMethod(text: string): Method {
  const { row, values } = parseNamed("method", text, methodTable);
  const { targets, pull = targets, loss } = row.build(values);
  return {
    name: row.name,
    parameters: values,
    targets,
    effectiveTarget: (label, classes) => pull(Int32Array.of(label), classes),
    loss,
    toString: () => formatNamed(row, values),
  };
}
