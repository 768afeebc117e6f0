// Which parameters of a trained model are trained further.
import { check, checkRange, fail } from "@softlabel/core/internal";
import type { Parameter } from "../model.ts";

/** All of them, those of the last linear layer, or those of the last so many layers. */
export type Tuning = "all" | "head" | { readonly last: number };

const forms = "all, head, or last:N with N layers";

/**
 * Reads "all", "head" or "last:3".
 * @throws UsageError for anything else
 */
export function parseTuning(text: string): Tuning {
  const who = "tuning";
  const trimmed = text.trim();
  if (trimmed === "all" || trimmed === "head") return trimmed;
  const [, count] = /^last:(.*)$/s.exec(trimmed) ?? fail(who, forms, text);
  check(count.trim() !== "", who, forms, text);
  const last = Number(count);
  checkRange(who, "the number of layers", last, { from: 1, to: Infinity, integer: true }, "write it as in last:2");
  return { last };
}

/** The text that `parseTuning` reads again. */
export function showTuning(tuning: Tuning): string {
  return typeof tuning === "string" ? tuning : `last:${tuning.last}`;
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
  return parameters.slice(starts.at(-tuning.last) ?? 0);
}
