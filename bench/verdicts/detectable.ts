// The sentence on the detectable size: would another experiment show a true difference of the size that it names?
import { compareScores, judge, metricNamed, type Random, type ScoreColumns } from "@softlabel/core";
import { tallyOf, type Study } from "./study.ts";

const seedCounts = [3, 5, 10];
/** Methods in the family, one of which differs: one comparison, and eight. */
const methodCounts = [1, 8];
const rows = 1000;

/** Deviations of what seeds, rows and the rest add to a difference. */
const mixes: Readonly<Record<string, readonly [seeds: number, rows: number, rest: number]>> = {
  "rows alone": [0, 1, 1],
  "mostly rows": [0.02, 1, 1],
  "seeds and rows": [0.05, 1, 1],
  "mostly seeds": [0.2, 1, 1],
};

const metric = metricNamed("brier");

/** One run per seed of a method that is worse by `shift`. */
function runs(
  deviations: readonly [number, number, number],
  seeds: number,
  shift: number,
  random: Random,
): ScoreColumns[] {
  const [ofSeeds, ofRows, ofRest] = deviations;
  const own = Float64Array.from({ length: rows }, () => shift + ofRows * random.normal());
  return Array.from({ length: seeds }, () => {
    const ofSeed = ofSeeds * random.normal();
    return { brier: own.map((value) => value + ofSeed + ofRest * random.normal()) };
  });
}

/** The judgements on methods of which the first is worse by `shift`. */
function experiment(deviations: readonly [number, number, number], methods: number, seeds: number, shift: number, random: Random) {
  const baseline = Array.from({ length: seeds }, () => ({ brier: new Float64Array(rows) }));
  const family = Array.from({ length: methods }, (_, m) => ({
    method: `m${m}`,
    comparison: compareScores(metric, runs(deviations, seeds, m === 0 ? shift : 0, random), baseline, { classes: 2 }),
  }));
  return judge(family, { baseline: "hard" });
} // prettier-ignore

/** The size that a sentence names; none where the verdict is another. */
function sizeIn(sentence: string): number | undefined {
  const found = /would show a difference of about ([\d.e-]+)/.exec(sentence)?.[1];
  return found === undefined ? undefined : Number(found);
}

const columns = methodCounts.flatMap((m) => seedCounts.map((s) => `${m}x${s}`));

/** A first experiment in which nothing differs names a size; the second has a true difference of that size. */
export const detectableStudy: Study = {
  cells: Object.keys(mixes).map((mix) => ({ rows, mix, kind: "second" })),
  prepare(name) {
    const deviations = mixes[name.mix];
    return (random, tallies) => {
      for (const methods of methodCounts)
        for (const seeds of seedCounts) {
          const [{ sentence }] = experiment(deviations, methods, seeds, 0, random);
          const size = sizeIn(sentence);
          if (size === undefined) continue;
          const [{ verdict }] = experiment(deviations, methods, seeds, size, random);
          const tally = tallyOf(tallies, `${methods}x${seeds}`);
          tally.experiments++;
          tally.found += Number(verdict === "worse");
        }
    };
  },
  tables: [
    {
      title: "A difference of the size that the sentence names is shown (78 to 88 %); methods x seeds",
      kind: "second",
      columns,
      share: ({ found, experiments }) => [found / experiments, experiments],
      limit: { least: 0.78, most: 0.88 },
    },
  ],
};
