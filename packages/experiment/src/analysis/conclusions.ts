// What results come to together: the recommendation, and what joins several verdicts.
import type { Results } from "../results/results.ts";
import { calibrationFinding } from "./answer/calibration.ts";
import { recommend } from "./answer/recommendation.ts";
import { summaryOf } from "./summary.ts";
import { defined } from "../store/defined.ts";

/** The data with further notes. */
export function withNotes(data: Results["data"], notes: readonly string[]): Results["data"] {
  return notes.length === 0 ? data : { ...data, notes: [...(data.notes ?? []), ...notes] };
}

/** The results with what they come to: the same for an experiment and for predictions from elsewhere. */
export function withConclusions(results: Omit<Results, "recommendation" | "summary">): Results {
  const recommendation = recommend(results);
  const summary = summaryOf(results);
  const methods = results.methods.map((method) => ({
    ...method,
    ...defined({ calibrationFinding: method.trials.length > 0 ? calibrationFinding(method, results.data) : undefined }),
  }));
  return { ...results, methods, ...defined({ recommendation }), summary };
}
