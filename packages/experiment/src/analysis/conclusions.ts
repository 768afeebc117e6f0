// Conclusions from results: the recommendation and the summary.
import type { Results } from "../results/results.ts";
import { calibrationFinding } from "./answer/calibration.ts";
import { recommend } from "./answer/recommendation.ts";
import { summaryOf } from "./summary.ts";
import { defined } from "../store/defined.ts";

/** Adds notes to the data. */
export function withNotes(data: Results["data"], notes: readonly string[]): Results["data"] {
  return notes.length === 0 ? data : { ...data, notes: [...(data.notes ?? []), ...notes] };
}

/** Adds the recommendation, the summary and the calibration findings to results. */
export function withConclusions(results: Omit<Results, "recommendation" | "summary">): Results {
  const recommendation = recommend(results);
  const summary = summaryOf(results);
  const methods = results.methods.map((method) => ({
    ...method,
    ...defined({ calibrationFinding: method.trials.length > 0 ? calibrationFinding(method, results.data) : undefined }),
  }));
  return { ...results, methods, ...defined({ recommendation }), summary };
}
