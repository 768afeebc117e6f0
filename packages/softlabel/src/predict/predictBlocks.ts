// One pass over blocks of rows: the model's scores become predictions, which are written, scored and counted.
import { counted } from "@softlabel/core/internal";
import { type ScoreKind, scoreKindOf } from "@softlabel/experiment/internal";
import { refuse } from "@softlabel/data/internal";
import type { Classifier, RunBlock, ScoreBlock } from "./model/openClassifier.ts";
import type { PredictionWriter } from "./output/openOutput.ts";
import { Predictor } from "./probabilities.ts";
import type { Finding, RowBlock } from "./rows/rowBlock.ts";
import type { Scoring } from "./scoring.ts";

/** The kind of the scores: given, known from the model, or detected from the values of the first block. */
export class Meaning {
  readonly #file: string;
  readonly #stated: ScoreKind | undefined;
  readonly #named: ScoreKind | undefined;
  #told: ScoreKind | undefined;

  /** @param said what they were said to be */
  constructor({ file, meaning, named }: Classifier, said: ScoreKind | undefined) {
    this.#file = file;
    this.#stated = said ?? meaning ?? (named === "logits" ? named : undefined);
    this.#named = named;
  }

  /** @param bad 1 for each row that is not to be judged by; where all are, nothing is decided yet */
  of({ scores, columns }: ScoreBlock, bad: Uint8Array): ScoreKind {
    const known = this.#stated ?? this.#told;
    if (known !== undefined) return known;
    const judged = scores.slice();
    bad.forEach((flag, row) => flag === 1 && judged.fill(NaN, row * columns, (row + 1) * columns));
    const kind = scoreKindOf({ name: this.#file, columns, blocks: () => [{ scores: judged }] });
    if (bad.includes(0)) this.#told = kind;
    return kind;
  }

  notes(): string[] {
    if (this.#told === undefined || this.#told === this.#named) return [];
    const other = this.#told === "logits" ? "probabilities" : "logits";
    return [`The model's scores were read as ${this.#told}, judging by their values; --scores ${other} changes that.`];
  }
}

/** Counts what was predicted. */
export class Tally {
  rows = 0;
  predicted = 0;
  notFinite = 0;
  readonly counts: number[];

  constructor(classes: number) {
    this.counts = new Array<number>(classes).fill(0);
  }

  add(classes: Int32Array): void {
    this.rows += classes.length;
    for (const k of classes) {
      if (k < 0) continue;
      this.predicted++;
      this.counts[k]++;
    }
  }

  findings(noun: string): Finding[] {
    if (this.notFinite === 0) return [];
    const sentence = `The model's scores are not finite for ${counted(this.notFinite, noun)}; no prediction there.`;
    return [{ kind: "scores not finite", rows: this.notFinite, examples: [], sentence }];
  }
}

/** Everything that a pass over the rows fills. */
export interface Pass {
  readonly tally: Tally;
  readonly meaning: Meaning;
  readonly scoring: Scoring | undefined;
}

const countOf = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

/** Throws where a value that was asked for has no row per example. */
function checkActivations({ file, activations }: Classifier, block: RunBlock): void {
  const wrong = activations.find(({ columns }, i) => block.activations[i].columns !== columns);
  if (wrong !== undefined) refuse(`--activations ${file}`, "values with a row per example", `"${wrong.name}"`);
}

/** Predicts a block: runs the model, writes, scores and counts. */
export function blockPredictor(
  classifier: Classifier,
  temperature: number,
  { tally, meaning, scoring }: Pass,
  writer: PredictionWriter,
) {
  const { classes } = classifier;
  const predictors = new Map<ScoreKind, Predictor>();
  return async (block: RowBlock): Promise<void> => {
    const scores = await classifier.run(block.feed, block.count);
    const kind = meaning.of(scores, block.bad);
    const predictor = predictors.get(kind) ?? new Predictor(classes.length, kind, temperature);
    predictors.set(kind, predictor);
    const before = countOf(block.bad);
    checkActivations(classifier, scores);
    const predicted = { block, activations: scores.activations, ...predictor.predict(scores, block.bad) };
    tally.notFinite += countOf(block.bad) - before;
    tally.add(predicted.predicted);
    scoring?.add(predicted);
    await writer.write(predicted);
  };
}
