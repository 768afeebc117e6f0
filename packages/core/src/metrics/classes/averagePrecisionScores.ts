// Average precision of every class against the rest: the area under its precision-recall curve.
import { checkRange } from "../../base/check.ts";
import { readOptions } from "../../base/options.ts";
import { checkBlocks } from "../../base/predictions.ts";
import type { Logits, PredictionBlock } from "../../base/predictions.ts";
import { rankScores } from "../../base/ranking.ts";
import { averagePrecision } from "../rankingAreas.ts";

/** log p - log(1 - p) of class k's probability in the row that starts at `start`: it ranks as p does, also where p rounds to 0 or 1. */
function logOddsOf(logits: Logits, start: number, classes: number, k: number, temperature: number): number {
  let largest = -Infinity;
  for (let j = 0; j < classes; j++) if (j !== k) largest = Math.max(largest, logits[start + j]);
  let others = 0;
  for (let j = 0; j < classes; j++) if (j !== k) others += Math.exp((logits[start + j] - largest) / temperature);
  return (logits[start + k] - largest) / temperature - Math.log(others);
}

/** Average precision of examples by score; those labelled `k` are the positive ones. NaN where there is none. */
function averagePrecisionOf(scores: Float64Array, labels: Int32Array, k: number): number {
  const having = (own: boolean): Float64Array => scores.filter((_, i) => (labels[i] === k) === own);
  return averagePrecision(rankScores(having(true), having(false)));
}

/**
 * The average precision of every class's probability, its examples against all others: PR-AUC, one against the rest.
 *
 * `APₖ = Σ_t (recall_t - recall_{t-1}) precision_t` over falling thresholds on `softmax(z / T)ₖ`: steps, as scikit-learn's
 * `average_precision_score`, where the trapezoidal rule is optimistic. Chance gives the class's share of the examples.
 * Examples are ranked by the log-odds, which keep the order of probabilities that round to 0 or 1.
 *
 * @param logits finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @param temperature T, above 0
 * @returns [K], from 0 to 1, higher is better; NaN for a class without examples
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { averagePrecisionScores } from "@softlabel/core";
 * const logits = new Float64Array([3, 0, 2, 0, 1, 0]);
 * Array.from(averagePrecisionScores(logits, new Int32Array([0, 1, 0]), 2)); // => [(1 + 2 / 3) / 2, 1 / 2]
 * ```
 */
export function averagePrecisionScores(
  logits: Logits,
  labels: Int32Array,
  classes: number,
  temperature = 1,
): Float64Array {
  return averagePrecisionOfBlocks("averagePrecisionScores", [{ logits, labels }], classes, { temperature });
}

/** How predictions in blocks are ranked. */
export interface AveragePrecisionOptions {
  /** T by which logits are divided, above 0; 1 unless told otherwise. */
  readonly temperature?: number;
  /** How many scores are held at a time, eight bytes each; 2²⁵ unless told otherwise, and at least those of one class. */
  readonly held?: number;
}

/**
 * `averagePrecisionScores` of predictions that come in blocks. They are passed over several times where the scores of all
 * classes are more than `held`.
 *
 * @param blocks logits, row-major [N, K], beside labels [N]; iterated again for every group of classes
 * @param classes K, at least 2
 * @param options see `AveragePrecisionOptions`
 * @returns [K], from 0 to 1; NaN for a class without examples
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { averagePrecisionInBlocks } from "@softlabel/core";
 * const block = (logits: number[], labels: number[]) => ({ logits: new Float64Array(logits), labels: new Int32Array(labels) });
 * const blocks = [block([3, 0], [0]), block([2, 0, 1, 0], [1, 0])];
 * Array.from(averagePrecisionInBlocks(blocks, 2)); // => [(1 + 2 / 3) / 2, 1 / 2]
 * ```
 */
export function averagePrecisionInBlocks(
  blocks: Iterable<PredictionBlock>,
  classes: number,
  options: AveragePrecisionOptions = {},
): Float64Array {
  const who = "averagePrecisionInBlocks";
  const complete = readOptions(who, options, { temperature: 1, held: 2 ** 25 });
  return averagePrecisionOfBlocks(who, blocks, classes, complete);
}

/** Scores of consecutive classes, an array each. */
interface ClassScores {
  readonly first: number;
  readonly scores: readonly Float64Array[];
}

/** Fills in the scores of every row, and its label. */
function fillScores(
  blocks: Iterable<PredictionBlock>,
  classes: number,
  temperature: number,
  { first, scores }: ClassScores,
  all: Int32Array,
): void {
  let at = 0;
  for (const { logits, labels } of blocks) {
    all.set(labels, at);
    scores.forEach((own, k) => {
      for (let i = 0; i < labels.length; i++)
        own[at + i] = logOddsOf(logits, i * classes, classes, first + k, temperature);
    });
    at += labels.length;
  }
}

function averagePrecisionOfBlocks(
  who: string,
  blocks: Iterable<PredictionBlock>,
  classes: number,
  { temperature = 1, held = 2 ** 25 }: AveragePrecisionOptions,
): Float64Array {
  checkRange(who, "temperature", temperature, { from: 0, to: Infinity, open: "from" });
  const rows = checkBlocks(who, blocks, classes);
  const group = Math.min(classes, Math.max(1, Math.floor(held / rows)));
  const scores = Array.from({ length: group }, () => new Float64Array(rows));
  const labels = new Int32Array(rows);
  const result = new Float64Array(classes);
  for (let first = 0; first < classes; first += group) {
    const present = scores.slice(0, classes - first);
    fillScores(blocks, classes, temperature, { first, scores: present }, labels);
    present.forEach((own, k) => (result[first + k] = averagePrecisionOf(own, labels, first + k)));
  }
  return result;
}
