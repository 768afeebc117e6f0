// Calibration costs, by lines of validation rows and by lines that are cross-fitted over the test rows.
import {
  compareScores,
  createRandom,
  crossFitRecalibrationCosts,
  fitRecalibrationLine,
  judge,
  metricNamed,
  normalQuantile,
  recalibrationCosts,
  twoWayInterval,
  type Random,
} from "@softlabel/core";
import { foldsOf, priceOfFitting } from "@softlabel/experiment/internal";
import { falseClaims, falseEquality, isClaim, tallyOf, type Study, type Table } from "./study.ts";

const metric = metricNamed("calibrationCost");

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const logOdds = (p: number): number => Math.log(p / (1 - p));

/** One seed says nothing of methods, but something of the model. */
const seedCounts = [1, 2, 3, 5];

/** A model: how sure it is, and at which temperature its confidences would be right. */
interface Model {
  readonly least: number;
  readonly most: number;
  readonly temperature: number;
  /** Deviation over seeds of its logarithm. */
  readonly seedDeviation: number;
}

const calibrated: Model = { least: 0.6, most: 0.95, temperature: 1, seedDeviation: 0.1 };
const overConfident: Model = { ...calibrated, temperature: 2 };

const grid = Float64Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);

/** Expected calibration cost: the mean of (confidence - chance)² over rows and over the drift of seeds. */
function costOf({ least, most, temperature, seedDeviation }: Model): number {
  const drifts = Array.from({ length: 40 }, (_, i) => Math.exp(seedDeviation * normalQuantile((i + 0.5) / 40)));
  const squares = drifts.flatMap((drift) =>
    Array.from(grid, (place) => {
      const chance = least + (most - least) * place;
      return (logistic(logOdds(chance) * temperature * drift) - chance) ** 2;
    }),
  );
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

/** The calibrated model made over-confident until it costs the margin more: by halving. */
function atTheMargin(): Model {
  let [low, high] = [1, 2];
  for (let step = 0; step < 50; step++) {
    const temperature = (low + high) / 2;
    if (costOf({ ...calibrated, temperature }) - costOf(calibrated) < metric.margin) low = temperature;
    else high = temperature;
  }
  return { ...calibrated, temperature: high };
}

/** What is true: baseline, then method. Costs are alike in all but the last two. */
const kinds: Readonly<Record<string, readonly [Model, Model]>> = {
  "exactly calibrated": [
    { ...calibrated, seedDeviation: 0 },
    { ...calibrated, seedDeviation: 0 },
  ],
  "calibrated but for the seed": [calibrated, calibrated],
  "both over-confident": [overConfident, overConfident],
  "calibrated, of unequal accuracy": [
    { ...calibrated, most: 0.78 },
    { ...calibrated, least: 0.8, most: 0.98 },
  ],
  "different by the margin": [calibrated, atTheMargin()],
  "method calibrated, baseline not": [overConfident, calibrated],
};

interface Outcomes {
  readonly confidence: Float64Array;
  readonly correct: Uint8Array;
}

/** @param places between 0 and 1: how sure models are of each row */
function draw({ least, most, temperature }: Model, places: Float64Array, drift: number, random: Random): Outcomes {
  const chances = places.map((place) => least + (most - least) * place);
  return {
    confidence: chances.map((chance) => logistic(logOdds(chance) * temperature * drift)),
    correct: Uint8Array.from(chances, (chance) => Number(random.uniform() < chance)),
  };
}

type Way = (test: Outcomes, held: Outcomes) => Float64Array;

const ways: Readonly<Record<string, { readonly costs: Way; readonly fitted: (rows: number) => number }>> = {
  held: {
    costs: (test, held) =>
      recalibrationCosts(fitRecalibrationLine(held.confidence, held.correct), test.confidence, test.correct),
    fitted: (rows) => rows,
  },
  crossed: {
    costs: ({ confidence, correct }) =>
      crossFitRecalibrationCosts(confidence, correct, createRandom("recalibration parts"), foldsOf(confidence.length)),
    fitted: (rows) => rows * (1 - 1 / foldsOf(rows)),
  },
};

const columns = Object.keys(ways).flatMap((way) => seedCounts.map((seeds) => `${way} x${seeds}`));
const alike = Object.keys(kinds).slice(0, -2);

const uniforms = (rows: number, random: Random): Float64Array =>
  Float64Array.from({ length: rows }, () => random.uniform());

/** Validation rows are as many as test rows, the same for every seed. */
export const calibrationStudy: Study = {
  cells: [500, 2000, 5000].flatMap((rows) => Object.keys(kinds).map((kind) => ({ rows, kind }))),
  prepare(name) {
    const rows = Number(name.rows);
    const models = kinds[name.kind];
    return (random, tallies) => {
      const [test, held] = [uniforms(rows, random), uniforms(rows, random)];
      const runs = models.map((model) =>
        Array.from({ length: Math.max(...seedCounts) }, () => {
          const drift = Math.exp(model.seedDeviation * random.normal());
          return { test: draw(model, test, drift, random), held: draw(model, held, drift, random) };
        }),
      );
      for (const [way, { costs, fitted }] of Object.entries(ways)) {
        const [baseline, method] = runs.map((seeds) =>
          seeds.map((own) => ({ recalibration: costs(own.test, own.held) })),
        );
        for (const seeds of seedCounts) {
          const [own, other] = [method.slice(0, seeds), baseline.slice(0, seeds)];
          const options = { classes: 2, negligible: priceOfFitting(fitted(rows)) };
          const comparison = compareScores(metric, own, other, options);
          const [{ verdict }] = judge([{ method: "m", comparison }], { baseline: "hard" });
          const tally = tallyOf(tallies, `${way} x${seeds}`);
          tally.experiments++;
          tally.claims += Number(isClaim(verdict));
          tally.equal += Number(verdict === "no difference");
          tally.found += Number(verdict === "better");
          // of the single method: whether it is called miscalibrated
          const costsOf = own.map(({ recalibration }) => recalibration);
          const [low] = twoWayInterval(costsOf, { kind: "bounded", level: 0.9 }).interval;
          tally.intervals++;
          tally.covered += Number(low <= 0);
        }
      }
    };
  },
  tables: [
    ...alike.map((kind): Table => ({
      title: `False better or worse, ${kind} (at most 5 %); lines x seeds`,
      kind,
      columns,
      ...falseClaims,
    })),
    {
      title: "False “no difference”, costs differ by the margin (at most 2.5 %)",
      kind: "different by the margin",
      columns,
      ...falseEquality,
    },
    {
      title: "A method by itself called miscalibrated, exactly calibrated (at most 5 %)",
      kind: "exactly calibrated",
      columns,
      share: ({ covered, intervals }) => [1 - covered / intervals, intervals],
      limit: { most: 0.05 },
    },
    {
      title: "Power: rightly called better calibrated, temperatures of 1 and 2",
      kind: "method calibrated, baseline not",
      columns,
      share: ({ found, experiments }) => [found / experiments, experiments],
    },
  ],
};
