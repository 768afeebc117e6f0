// Arms in the results: chosen by validation rows alone, judged beside explicitly listed methods, candidates apart.
import { scorePredictions } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.ts";
import { writeRecords } from "../records/records.fixtures.ts";
import type { MethodResult } from "../results/results.ts";
import { trialsOf } from "../options/trial.ts";
import { readPredictions, trialPath, writePredictions } from "../records/trialRecord.ts";

const classes = 4;
const methods = ["smooth:auto,grid=0.05/0.1/0.2", "smooth:auto,grid=0.05/0.1/0.2,by=accuracy", "smooth:0.1"];
const { records, record } = writeRecords({ classes, options: { methods, seeds: 3, choose: "ece" } });
const trials = trialsOf(record.options, record.sources);

/** The candidate of a seed whose validation predictions have the largest score. */
function bestBy(seed: number, score: (scores: ReturnType<typeof scorePredictions>) => number): string {
  const own = trials.filter((trial) => trial.seed === seed && trial.method !== "hard");
  const scores = own.map((trial) => {
    const { logits, labels } = readPredictions(records.folder(trialPath(trial)), "validation")!;
    return score(scorePredictions(logits, labels, classes));
  });
  return own[scores.indexOf(Math.max(...scores))].method;
}

const chosenBy = ({ trials: own }: MethodResult): (string | undefined)[] => own.map(({ chosen }) => chosen);

describe("arms in the results", async () => {
  const results = await analyse(records);
  const [hard, byEce, byAccuracy, listed, ...candidates] = results.methods;

  it("choose seed by seed what the validation rows favour", () => {
    expect(chosenBy(byEce)).toEqual([1, 2, 3].map((seed) => bestBy(seed, ({ ece }) => -ece)));
    expect(chosenBy(byAccuracy)).toEqual([1, 2, 3].map((seed) => bestBy(seed, ({ accuracy }) => accuracy)));
    expect(new Set([...chosenBy(byEce), ...chosenBy(byAccuracy)]).size).toBeGreaterThan(1);
    expect([hard.method, listed.method]).toEqual(["hard", "smooth:0.1"]);
  });

  it("have the scores of what they chose", () => {
    for (const trial of byEce.trials) {
      const chosen = results.methods.find(({ method }) => method === trial.chosen)!;
      expect(trial).toEqual({ ...chosen.trials.find(({ seed }) => seed === trial.seed), chosen: trial.chosen });
    }
    expect(byEce.effectiveTarget).toBeNull();
  });

  it("are judged beside listed methods, candidates never", () => {
    expect(candidates.map(({ method, candidateOf }) => [method, candidateOf])).toEqual([
      ["smooth:0.05", methods[0]],
      ["smooth:0.2", methods[0]],
    ]);
    expect(listed.candidateOf).toBeUndefined();
    expect([...new Set(results.verdicts.map(({ method }) => method))]).toEqual(methods);
    expect(results.examples[0].probabilities.map(({ method }) => method)).toEqual(["hard", ...methods]);
  });

  it("do not look at test rows", async () => {
    const other = writeRecords({ classes, options: { methods, seeds: 3, choose: "ece" } });
    for (const trial of trialsOf(other.record.options, other.record.sources)) {
      const own = other.records.folder(trialPath(trial));
      const { logits, labels } = readPredictions(own, "test")!;
      writePredictions(own, "test", { logits: logits.toReversed(), labels });
    }
    expect(chosenBy((await analyse(other.records)).methods[1])).toEqual(chosenBy(byEce));
  });

  it("leave out a seed of which a candidate is missing", async () => {
    const other = writeRecords({ classes, options: { methods, seeds: 3 } });
    other.records.remove("trials/smooth_0.2-s2/trial.json");
    const { methods: found } = await analyse(other.records);
    expect(found[1].trials.map(({ seed }) => seed)).toEqual([1, 3]);
  });

  it("choose nothing if no rows are held out", async () => {
    const other = writeRecords({ classes, options: { methods, validation: 0 }, validationCount: 0 });
    expect((await analyse(other.records)).methods[1].trials).toEqual([]);
  });
});
