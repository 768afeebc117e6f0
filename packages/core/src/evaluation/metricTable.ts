// The single table of metrics: what results hold, tables show and verdicts compare is read from here.
import { sentenceCase } from "../base/words.ts";
import type { NoiseFloor } from "../metrics/calibrationErrors/eceNoiseFloor.ts";
import { calibrationMetrics } from "./calibrationMetrics.ts";
import { correctnessMetrics } from "./correctnessMetrics.ts";
import type { MetricRow, RowFrom } from "./metricRow.ts";
import { selectiveMetrics } from "./selectiveMetrics.ts";

const rows = { ...correctnessMetrics, ...calibrationMetrics, ...selectiveMetrics };

/** A key of `metricTable`: the path of the metric in a record of scores. */
export type MetricKey = keyof typeof rows;

type Rows = typeof rows;
/** Metrics that stand alone in a record of scores: no parts of a group, and none that takes more than predictions. */
type SingleKey = {
  [Key in MetricKey]: Key extends `${string}.${string}` ? never : Rows[Key]["from"] extends "validation" ? never : Key;
}[MetricKey];

/** Keys of the metrics of a ranking that methods are compared in. */
export type RankingKey = {
  [Key in keyof typeof selectiveMetrics]: "compared" extends keyof (typeof selectiveMetrics)[Key] ? Key : never;
}[keyof typeof selectiveMetrics];

/** Parts of the Brier loss of confidences, which is miscalibration - discrimination + uncertainty [corpDecomposition]. */
export interface BrierParts {
  /** What the best rising recalibration would take off. */
  readonly miscalibration: number;
  /** What the recalibrated confidences gain over one confidence for all. */
  readonly discrimination: number;
  /** What a confidence of the accuracy for every example costs. */
  readonly uncertainty: number;
}

/** Metrics that belong together. */
export interface MetricGroups {
  /** The ECE that a perfectly calibrated model with the same confidences would show on this test set. */
  readonly eceNoiseFloor: NoiseFloor;
  /** The Brier loss of the predicted class, taken apart: miscalibration - discrimination + uncertainty. */
  readonly corp: BrierParts;
}

/** The scores of a set of predictions that belong to no group; `Absent` where one is not defined. */
export type MetricScores<Absent> = {
  readonly [Key in SingleKey]: "absent" extends keyof Rows[Key] ? number | Absent : number;
};

/**
 * Every metric by its key: what it is called, its unit, which way is better, how it is computed and compared, and where it is
 * shown. A key is the metric's path in a record of scores, "nll" or "corp.miscalibration".
 *
 * @example
 * ```ts
 * import { metricTable } from "@softlabel/core";
 * const { name, unit, better } = metricTable.nll;
 * [name, unit.label, better]; // => ["log loss", "nats", "lower"]
 * ```
 */
export const metricTable: Readonly<Record<MetricKey, MetricRow>> = rows;

/** Keys in the order of the table. */
export const metricKeys = Object.keys(rows) as MetricKey[];

/**
 * A metric in a record of scores.
 *
 * @param scores such as `Evaluator.scores` gives them
 * @param key as in `metricTable`
 * @returns NaN if the metric is undefined for these predictions
 * @example
 * ```ts
 * import { scoreNamed } from "@softlabel/core/internal";
 * scoreNamed({ ece: 0.02, eceNoiseFloor: { mean: 0.01, p95: 0.015 } }, "eceNoiseFloor.p95"); // => 0.015
 * ```
 */
export function scoreNamed(scores: object, key: MetricKey): number {
  const found = key
    .split(".")
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | null)?.[name], scores);
  return typeof found === "number" ? found : NaN;
}

/** Adds the metrics of one source to a record of scores, each at its path. */
export function putScores<From extends Exclude<MetricRow["from"], "validation">>(
  scores: object,
  from: From,
  source: Parameters<RowFrom<From>["value"]>[0],
): void {
  for (const key of metricKeys) {
    const row = metricTable[key];
    if (row.from !== from) continue;
    const value = (row as { readonly value: (given: typeof source) => number }).value(source);
    const [first, part] = key.split(".");
    const record = scores as Record<string, unknown>;
    record[first] = part === undefined ? value : { ...(record[first] as object | undefined), [part]: value };
  }
}

/**
 * What a metric is, in a sentence for documentation.
 *
 * @param key as in `metricTable`
 * @example
 * ```ts
 * import { describeMetric } from "@softlabel/core/internal";
 * describeMetric("macroF1"); // => "Macro F1: mean F1 score of the classes; higher is better."
 * ```
 */
export function describeMetric(key: MetricKey): string {
  const { name, help, absent, better } = metricTable[key];
  return `${sentenceCase(name)}: ${help}${better === "neither" ? "" : `; ${better} is better`}.${absent === undefined ? "" : ` Null ${absent}.`}`;
}
