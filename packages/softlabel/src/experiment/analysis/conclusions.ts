// What results come to together: the recommendation, and what joins several verdicts.
import type { Results } from "../records/results.ts";
import { recommend } from "./answer/recommendation.ts";
import { summaryOf } from "./summary.ts";

/** The results with what they come to: the same for an experiment and for predictions from elsewhere. */
export function withConclusions(results: Omit<Results, "recommendation" | "summary">): Results {
  const recommendation = recommend(results);
  const summary = summaryOf(results.baseline, results.methods, results.verdicts);
  return { ...results, ...(recommendation === undefined ? {} : { recommendation }), summary };
}
