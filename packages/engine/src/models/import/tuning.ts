// Which parameters of a trained model are trained further.
import { check, checkRange, fail } from "@softlabel/core/internal";
import type { Parameter } from "../model.ts";

/** Layers to train: all, the last linear layer, or the last N layers with weights. */
export type Tuning = "all" | "head" | `last:${number}`;

const forms = "all, head, or last:N with N layers";

/**
 * Reads "all", "head" or "last:3".
 * @returns the text in its canonical form
 * @throws UsageError for anything else
 */
export function parseTuning(text: string): Tuning {
  const trimmed = text.trim();
  return trimmed === "all" || trimmed === "head" ? trimmed : `last:${lastLayers(trimmed)}`;
}

/** The N of "last:N". */
function lastLayers(text: string): number {
  const [, count] = /^last:(.*\S)/s.exec(text) ?? fail("tuning", forms, text);
  const last = Number(count);
  checkRange("tuning", "the number of layers", last, { from: 1, to: Infinity, integer: true }, "write it as in last:2");
  return last;
}

/**
 * The parameters that are trained.
 * @param parameters in the order in which the model uses them; a layer begins with each weight of two or more dimensions
 * @param head names of the last linear layer's
 * @throws UsageError where the head is asked for and there is none
 */
export function selectParameters(
  parameters: readonly Parameter[],
  head: readonly string[],
  tuning: Tuning,
): readonly Parameter[] {
  if (tuning === "all") return parameters;
  if (tuning === "head") {
    const remedy = "tune all, or last:N";
    check(head.length > 0, "tuning head", "a model whose logits come from a linear layer", "another", remedy);
    return parameters.filter(({ name }) => head.includes(name));
  }
  const starts = parameters.flatMap(({ shape }, i) => (shape.length >= 2 ? [i] : []));
  return parameters.slice(starts.at(-lastLayers(tuning)) ?? 0);
}
