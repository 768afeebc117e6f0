// The implementations of the sources, under the names by which their values are recorded.
import { canonical, lsr, lsr2, nllForm, overOthers } from "./crossEntropies.ts";
import { relaxation } from "./relaxation.ts";

/**
 * Implementations of softened losses as tutorials print them, each with its own target, weights and mean. They are here to be
 * compared with: `crossEntropy` and `labelRelaxation` are the losses to train with.
 * @example
 * ```ts
 * import { asPrinted } from "@softlabel/core";
 * const logits = new Float64Array([0, 0.2, 0.7, 0.1, 0, 0, 0.9, 0.2, 0.2, 1, 1, 0.2, 0.7, 0.9, 1]);
 * const labels = new Int32Array([2, 1, 0]);
 * const value = (loss) => loss.evaluate(logits, labels, [3, 5]).value.toFixed(4);
 * value(asPrinted.canonical({ s: 0.3 })); // => "1.3883"
 * value(asPrinted.overOthers({ s: 0.3 })); // => "1.4178"
 * value(asPrinted.relaxation({ alpha: 0.3 })); // => "0.0756"
 * ```
 */
export const asPrinted = { canonical, lsr, lsr2, overOthers, nllForm, relaxation } as const;

export type { PrintedLoss } from "./printedLoss.ts";
export type { PrintedLsr2Options, PrintedSmoothing, PrintedWeightedOptions } from "./crossEntropies.ts";
export type { PrintedRelaxation, PrintedRelaxationOptions } from "./relaxation.ts";
