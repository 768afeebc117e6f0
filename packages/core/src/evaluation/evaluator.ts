// All scores of predictions that come block by block: partial results add up to those of the whole.
import { check, checkRange } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { equalWidthBins, groupByBin } from "../metrics/calibrationErrors/binning.ts";
import { checkBins, sumBins } from "../metrics/calibrationErrors/binSums.ts";
import { classTotals, precisionsOf, recallsOf } from "../metrics/classes/classRates.ts";
import { reliabilityOf } from "../metrics/calibrationErrors/reliabilityBins.ts";
import type { ReliabilityBin } from "../metrics/calibrationErrors/reliabilityBins.ts";
import { scoreRow } from "../metrics/scoreExamples.ts";
import { errorsOfPrefixes } from "../metrics/selective/errorsOfPrefixes.ts";
import { curveOfErrors } from "../metrics/selective/riskCoverageCurve.ts";
import type { RiskCoverage } from "../metrics/selective/riskCoverageCurve.ts";
import { rankOf } from "../metrics/topKAccuracyScore.ts";
import { checkPredictions } from "../base/predictions.ts";
import type { Logits } from "../base/predictions.ts";
import type { Random } from "../base/random.ts";
import type { Ranking } from "../base/ranking.ts";
import { CompensatedSum } from "../base/sum.ts";
import { ClassTotals } from "./classTotals.ts";
import { logitGap } from "./logitGaps.ts";
import { confidenceSource, rankingSource } from "./metricSources.ts";
import type { RowSource } from "./metricSources.ts";
import { putScores } from "./metricTable.ts";
import type { MetricGroups, MetricScores } from "./metricTable.ts";
import { Outcomes } from "./outcomes.ts";
import { PowerHistogram } from "./powerHistogram.ts";
import type { EvenHistogram } from "./powerHistogram.ts";

/** What is evaluated, and how. */
export interface EvaluatorOptions {
  /** K, at least 2. */
  readonly classes: number;
  /** T by which logits are divided, 1 unless told otherwise. */
  readonly temperature?: number;
  /** Bins of the calibration errors, 15 unless told otherwise. */
  readonly bins?: number;
}

/** Every score of `metricTable` that predictions alone decide; NaN where one is not defined. */
export interface EvaluationScores extends MetricScores<never>, MetricGroups {
  readonly examples: number;
}

/** How well each class is found, [K] each. */
export interface ClassRates {
  /** Its examples. */
  readonly examples: Float64Array;
  /** As `recallScores`. */
  readonly recall: Float64Array;
  /** As `precisionScores`. */
  readonly precision: Float64Array;
}

/** Data for plots of the predictions. */
export interface EvaluationCurves {
  readonly reliability: readonly ReliabilityBin[];
  /** How many predictions were right and wrong in each of equal bins (lo, hi] of confidence. */
  readonly confidence: { readonly right: readonly number[]; readonly wrong: readonly number[] };
  /** Error rate among shares of the examples, the surest first. */
  readonly riskCoverage: readonly RiskCoverage[];
  /** How often class j was predicted as class k, row-major [K, K]. */
  readonly confusion: Float64Array;
  /** Mean probabilities by label, row-major [K, K]; NaN for a class without examples. */
  readonly probabilities: Float64Array;
  /** The label's logit, before scaling, minus the mean of the others'. */
  readonly logitGaps: EvenHistogram;
}

const shownBins = 20;
const shownCoverages = 100;

/** Sums over predictions; see `createEvaluator`. */
export class Evaluator {
  readonly #options: Required<EvaluatorOptions>;
  readonly #nll = new CompensatedSum();
  readonly #brier = new CompensatedSum();
  readonly #outcomes = new Outcomes();
  readonly #totals: ClassTotals;
  readonly #gaps = new PowerHistogram();
  #amongFive = 0;

  constructor(options: EvaluatorOptions) {
    const who = "createEvaluator";
    this.#options = readOptions(who, options, { classes: undefined, temperature: 1, bins: 15 });
    const { classes, temperature, bins } = this.#options;
    checkRange(who, "classes", classes, { from: 2, to: Infinity, integer: true });
    checkRange(who, "temperature", temperature, { from: 0, to: Infinity, open: "from" });
    checkBins(who, bins);
    this.#totals = new ClassTotals(classes, bins);
  }

  /** The number of examples so far. */
  get examples(): number {
    return this.#outcomes.examples;
  }

  /**
   * Adds the predictions of a block.
   * @param logits finite, row-major [N, K]
   * @param labels [N], each from 0 to K-1
   */
  add(logits: Logits, labels: Int32Array): this {
    const { classes, temperature } = this.#options;
    checkPredictions("Evaluator.add", logits, labels, classes);
    const row = { top: 0, odds: 0, nll: 0, brier: 0 };
    const p = new Float64Array(classes);
    for (let i = 0; i < labels.length; i++) {
      const [start, label] = [i * classes, labels[i]];
      scoreRow(logits, start, label, temperature, p, row);
      this.#nll.add(row.nll);
      this.#brier.add(row.brier);
      this.#outcomes.add(row.odds, row.top === label);
      this.#totals.add(p, label, row.top);
      this.#gaps.add(logitGap(logits, start, classes, label));
      if (row.top === label || rankOf(logits, start, classes, label) < 5) this.#amongFive++;
    }
    return this;
  }

  /** Adds all that another evaluator of the same classes and bins holds, at whatever temperature it holds it. */
  merge(other: Evaluator): this {
    const [mine, theirs] = [this.#options, other.#options].map(({ classes, bins }) =>
      JSON.stringify({ classes, bins }),
    );
    check(mine === theirs, "Evaluator.merge", `an evaluator with ${mine}`, theirs);
    this.#nll.merge(other.#nll);
    this.#brier.merge(other.#brier);
    this.#outcomes.merge(other.#outcomes);
    this.#totals.merge(other.#totals);
    this.#gaps.merge(other.#gaps);
    this.#amongFive += other.#amongFive;
    return this;
  }

  /**
   * Every score of what was added.
   * @param random draws the test sets of which the noise floor's 95 % point is one
   */
  scores(random: Random): EvaluationScores {
    const scores = { examples: this.#countExamples("scores") };
    putScores(scores, "rows", this.#rowSource());
    // One ranking after the other, since each takes nine bytes per example.
    putScores(scores, "confidence", confidenceSource(this.#outcomes.byConfidence(), this.#options.bins, random));
    putScores(scores, "ranking", rankingSource(this.#outcomes.byLogConfidence()));
    return scores as EvaluationScores;
  }

  #rowSource(): RowSource {
    const { right, examples } = this.#outcomes;
    return {
      examples,
      classes: this.#options.classes,
      right,
      amongFive: this.#amongFive,
      nll: this.#nll.value,
      brier: this.#brier.value,
      confusion: this.#totals.confusion,
      classwiseError: () => this.#totals.calibrationError(),
    };
  }

  /** Recall and precision, class by class. */
  classRates(): ClassRates {
    this.#countExamples("classRates");
    const { classes } = this.#options;
    const { confusion } = this.#totals;
    const { labels } = classTotals(confusion, classes);
    return { examples: labels, recall: recallsOf(confusion, classes), precision: precisionsOf(confusion, classes) };
  }

  /** Data for its plots. */
  curves(): EvaluationCurves {
    this.#countExamples("curves");
    return {
      ...confidenceCurves(this.#outcomes.byConfidence(), this.#options.bins),
      riskCoverage: curveOfErrors(errorsOfPrefixes(this.#outcomes.byLogConfidence()), shownCoverages),
      confusion: this.#totals.confusion.slice(),
      probabilities: this.#totals.meanProbabilities(),
      logitGaps: this.#gaps.counts(),
    };
  }

  #countExamples(who: string): number {
    check(this.examples > 0, `Evaluator.${who}`, "at least one example", this.examples);
    return this.examples;
  }
}

function confidenceCurves(
  { score: confidence, positive: correct }: Ranking,
  bins: number,
): Pick<EvaluationCurves, "reliability" | "confidence"> {
  const widths = equalWidthBins(bins);
  const shown = sumBins(confidence, correct, equalWidthBins(shownBins));
  return {
    reliability: reliabilityOf(sumBins(confidence, correct, widths), groupByBin(confidence, widths)),
    confidence: { right: shown.map(({ right }) => right), wrong: shown.map(({ count, right }) => count - right) },
  };
}

/**
 * Evaluates predictions that come in blocks: more of them than fit into memory, or in many files.
 *
 * `add` takes a block of any size, `merge` another evaluator, `scores` and `curves` give the result for all rows: the same as the
 * functions of `metrics` give of all predictions at once, in whatever blocks and order they come. Its memory is eight bytes
 * per example (the odds against each prediction, from which confidence follows with all digits), and sums by class. What ranks
 * examples ranks them by log-confidence.
 *
 * @param options classes, temperature and bins
 * @throws UsageError where an option is out of range
 * @example
 * ```ts
 * import { createEvaluator, createRandom } from "@softlabel/core";
 * const evaluator = createEvaluator({ classes: 2 });
 * evaluator.add(new Float64Array([Math.log(3), 0]), new Int32Array([0]));
 * evaluator.merge(createEvaluator({ classes: 2 }).add(new Float64Array([Math.log(3), 0]), new Int32Array([1])));
 * const scores = evaluator.scores(createRandom(1));
 * scores.accuracy; // => 0.5
 * scores.meanConfidence; // => 0.75
 * scores.ece; // => 0.25
 * ```
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  return new Evaluator(options);
}
