// The words of a verdict mean the same wherever they are said: results.json, terminal, report, claims, recommendation.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { analysedTrial } from "../packages/experiment/src/analysis/analysedTrial.fixtures.ts";
import type { AnalysedTrial } from "../packages/experiment/src/analysis/analysedTrial.ts";
import { withConclusions } from "../packages/experiment/src/analysis/conclusions.ts";
import { verdictsOf } from "../packages/experiment/src/analysis/verdicts.ts";
import type { Evidence } from "../packages/experiment/src/claims/evidence.ts";
import { judgeClaim } from "../packages/experiment/src/claims/judgeClaim.ts";
import { accuracy as accuracyClaim } from "../packages/experiment/src/claims/rows/accuracy.ts";
import { nll as logLossClaim } from "../packages/experiment/src/claims/rows/nll.ts";
import type { VerdictResult, VerdictWord } from "../packages/experiment/src/results/results.ts";
import { verdictSection } from "../packages/report/src/sections/verdicts.ts";
import { answerLines, sentencesOf } from "../packages/softlabel/src/cli/print.ts";
import { sampleResults } from "./sampleResults.ts";

const rows = 4000;
const seeds = [1, 2, 3, 4, 5];

/** By how much the error rate of a method differs from that of hard targets, in each seed. */
const methods: Readonly<Record<string, readonly number[]>> = {
  hard: [0, 0, 0, 0, 0],
  "smooth:0.05": [-0.04, -0.041, -0.04, -0.039, -0.04],
  "smooth:0.1": [0.04, 0.041, 0.04, 0.039, 0.04],
  "smooth:0.2": [0.00025, 0, 0.00025, 0, 0],
  "relax:0.1": [-0.04, 0.03, 0.04, -0.03, 0.01],
};
const words: Readonly<Record<string, VerdictWord>> = {
  "smooth:0.05": "better",
  "smooth:0.1": "worse",
  "smooth:0.2": "no difference",
  "relax:0.1": "cannot tell",
};

/** Rows are wrong where a number of their own is below the error rate, so that methods err on the same rows. */
function trialOf(method: string, seed: number): AnalysedTrial {
  const random = createRandom("difficulty");
  const errors = 0.1 + methods[method][seed - 1];
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const logits = new Float32Array(2 * rows);
  labels.forEach((label, i) => (logits[2 * i + (random.uniform() < errors ? 1 - label : label)] = 2.2 + seed / 1000));
  return analysedTrial({ method, seed, logits, labels, classes: 2, temperature: 1 });
}

const names = Object.keys(methods);
const trials = names.flatMap((method) => seeds.map((seed) => trialOf(method, seed)));
const context = { noun: "example", accuracyMetric: "accuracy", classes: ["no", "yes"] } as const;
const { verdicts } = verdictsOf(names, trials, context);
const primary = verdicts.filter((verdict) => verdict.primary);
const results = withConclusions({ ...sampleResults({ methods: names, seeds: 5, verdicts: false }), verdicts });

/** What the sentence of each word says, and no other does. */
const sayings: Readonly<Record<VerdictWord, RegExp>> = {
  better: /more accurate than|\(better\) with/,
  worse: /less accurate than|\(worse\) with/,
  "no difference": /differ by less than/,
  "cannot tell": /[Cc]annot tell whether/,
};

/** The words that a sentence says; a question may name what it asks. */
function saidIn(sentence: string): VerdictWord[] {
  if (sayings["cannot tell"].test(sentence)) return ["cannot tell"];
  return (Object.keys(sayings) as VerdictWord[]).filter((word) => sayings[word].test(sentence));
}

describe("the words of a verdict", () => {
  it("are those of the evidence in results.json, by the corrected p-values", () => {
    expect(primary.map(({ method, verdict }) => [method, verdict])).toEqual(
      ["accuracy", "nllScaled"].flatMap(() => Object.entries(words)),
    );
    for (const { verdict, adjustedPValue, adjustedEquivalencePValue } of primary) {
      expect(adjustedPValue! < 0.05).toBe(verdict === "better" || verdict === "worse");
      expect(adjustedPValue! >= 0.05 && adjustedEquivalencePValue! < 0.05).toBe(verdict === "no difference");
    }
  });

  it("are those of the sentences, which the terminal prints", () => {
    const lines = sentencesOf(results).split("\n");
    primary.forEach(({ verdict, sentence }, i) => {
      expect(saidIn(sentence)).toEqual([verdict]);
      expect(lines[i]).toBe(`- ${sentence}`);
    });
  });

  it("are those of the report's badges and headlines", () => {
    const page = verdictSection(results)!
      .write(() => "<svg></svg>")
      .replace(/\s+/g, " ");
    const badges = [...page.matchAll(/<span class="badge [\w-]+"\s*><span aria-hidden="true">.<\/span> ([\w ]+)<\/span/g)]; // prettier-ignore
    const byMethod = Object.keys(words).flatMap((name) => primary.filter(({ method }) => method === name));
    expect(badges.map(([, word]) => word)).toEqual(byMethod.map(({ verdict }) => verdict));
    const said = [...page.matchAll(/<span class="said">([^<]*)</g)].map(([, text]) => text.trim());
    const pair = "accuracy and log loss after temperature scaling";
    expect(said.slice(0, 4)).toEqual([
      `improves ${pair}.`,
      `worsens ${pair}.`,
      `makes no difference to ${pair}.`,
      `cannot tell whether it changes ${pair.replace(" and ", " or ")}.`,
    ]);
  });

  it("are those that the recommendation counts", () => {
    const { recommendation } = results;
    const plain = ({ method, metric, verdict }: Pick<VerdictResult, "method" | "metric" | "verdict">) => `${method} ${metric}: ${verdict}`; // prettier-ignore
    expect(new Set(recommendation!.verdicts.map(plain))).toEqual(new Set(primary.map(plain)));
    expect(answerLines(results)).toMatch(/Use smooth:0\.05 instead of hard labels: accuracy is 3\.8 points higher/);
    for (const [method, word] of Object.entries(words)) {
      const alone = verdicts.filter((verdict) => verdict.method === method);
      const advice = withConclusions({ ...results, verdicts: alone }).recommendation!;
      const expected = { better: "use", worse: "keep", "no difference": "no reason to change", "cannot tell": "no reason to change" }; // prettier-ignore
      expect(advice.advice).toBe(expected[word]);
      expect(advice.sentence.includes("cannot tell")).toBe(word === "cannot tell");
      expect(advice.details.join(" ")).toContain(`accuracy (${word}) and log loss after temperature scaling (${word})`);
    }
  });

  it("bound what claims say of the same differences", () => {
    const claimTrial = ({ test, examples, examplesScaled, result }: AnalysedTrial) => ({
      logits: Float32Array.from(test.logits),
      ...{ scores: examples, scaled: examplesScaled, trainAccuracy: 1, result },
    });
    const main = new Map(
      names.map((name) => {
        const own = trials.filter(({ trial }) => trial.method === name);
        return [name, new Map(own.map((trial) => [trial.trial.seed, claimTrial(trial)]))];
      }),
    );
    const evidence: Evidence = { baseline: "hard", classes: 2, verdicts, main, extras: new Map(), skipped: {} };
    const outcomes = Object.keys(words).map((name) =>
      [accuracyClaim, logLossClaim].map((claim) => judgeClaim(claim, evidence, name).outcome),
    );
    expect(outcomes).toEqual([
      ["does not hold", "does not hold"],
      ["does not hold", "holds"],
      ["holds", "cannot tell"],
      ["cannot tell", "cannot tell"],
    ]);
  });
});
