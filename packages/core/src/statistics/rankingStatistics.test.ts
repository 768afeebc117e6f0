// Ranking statistics against the metrics of their names, on examples repeated as often as they count.
import { augrcLoss, excessAurcLoss, misclassificationAurocScore, riskAtCoverage } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import type { RankingKey } from "../evaluation/metricTable.ts";
import { emptySample, rankExamples, rankingStatistics, takeSample } from "./rankingStatistics.ts";

const n = 200;

/** Confidences with many ties, or with none, and errors that grow rarer with them. */
function drawn(ties: boolean): { logConfidence: Float64Array; error: Float64Array } {
  const random = createRandom(`ties ${ties}`);
  const confidence = Float64Array.from({ length: n }, () => 0.3 + 0.7 * random.uniform());
  const rounded = confidence.map((c) => (ties ? Math.ceil(8 * c) / 8 : c));
  return { logConfidence: rounded.map(Math.log), error: rounded.map((c) => (random.uniform() < c ** 2 ? 0 : 1)) };
}

type Metric = (confidence: Float64Array, correct: Uint8Array) => number;
const metrics: Readonly<Record<RankingKey, Metric>> = {
  riskAt80Coverage: (confidence, correct) => riskAtCoverage(confidence, correct, 0.8),
  excessAurc: excessAurcLoss,
  augrc: augrcLoss,
  misclassificationAuroc: misclassificationAurocScore,
};

describe.each([
  ["with ties", true],
  ["without ties", false],
])("ranking statistics %s", (_, ties) => {
  const columns = drawn(ties);
  const ranked = rankExamples("test", columns);
  const random = createRandom("counts");
  const counts = new Uint16Array(n);
  for (let i = 0; i < n; i++) counts[random.integer(n)]++;
  const rows = [...counts].flatMap((count, i) => Array<number>(count).fill(i));
  const repeated = {
    confidence: Float64Array.from(rows, (i) => Math.exp(columns.logConfidence[i])),
    correct: Uint8Array.from(rows, (i) => 1 - columns.error[i]),
  };
  const sample = emptySample(n);
  takeSample(ranked, counts, sample);

  it.each(Object.keys(metrics) as (keyof typeof metrics)[])("give %s of the repeated examples", (name) => {
    expect(rankingStatistics[name](sample)).toBeCloseTo(metrics[name](repeated.confidence, repeated.correct), 12);
  });
});

describe("ranking statistics", () => {
  const sampleOf = (error: number[], confidence: number[]) => {
    const columns = { error: Float64Array.from(error), logConfidence: Float64Array.from(confidence, Math.log) };
    const sample = emptySample(error.length);
    takeSample(rankExamples("test", columns), new Uint16Array(error.length).fill(1), sample);
    return sample;
  };

  it("take a single example", () => {
    const sample = sampleOf([1], [0.9]);
    expect(rankingStatistics.riskAt80Coverage(sample)).toBe(1);
    expect(rankingStatistics.excessAurc(sample)).toBe(0);
    expect(rankingStatistics.misclassificationAuroc(sample)).toBeNaN();
  });

  it("tell saturated confidences apart by their logarithms", () => {
    const columns = { error: Float64Array.of(0, 1), logConfidence: Float64Array.of(-1e-30, -1e-20) };
    expect([...rankExamples("test", columns).endsBlock]).toEqual([1, 1]);
  });
});
