// Scores of a block → probabilities, predicted classes, and logits to be scored by.
import type { ScoreBlock } from "./model/openClassifier.ts";
import type { ScoreMeaning } from "./model/scoreOutput.ts";

/** What a model says of a block of rows. Everything in it is written over by the next block. */
export interface Prediction {
  /** [rows, classes], row-major; NaN where a row has none. */
  readonly probabilities: Float32Array;
  /** The class of the highest score, the first of equals; -1 where a row has none. */
  readonly predicted: Int32Array;
  /** [rows, classes]: what the probabilities are the softmax of. */
  readonly logits: Float64Array;
}

/** The smallest probability whose logarithm is taken, as `softlabel evaluate` has it. */
const smallest = 1e-15;

/** A score as a logit. */
const logitOf: Readonly<Record<NonNullable<ScoreMeaning>, (score: number, temperature: number) => number>> = {
  logits: (score, temperature) => score / temperature,
  probabilities: (score) => Math.log(Math.max(score, smallest)),
};

/** Expands a single score per row, that of the second class, to both. */
function bothClasses({ scores, columns }: ScoreBlock, meaning: NonNullable<ScoreMeaning>): ScoreBlock["scores"] {
  if (columns > 1) return scores;
  const both = new Float64Array(2 * scores.length);
  scores.forEach((score, row) => {
    both[2 * row] = meaning === "logits" ? 0 : 1 - score;
    both[2 * row + 1] = score;
  });
  return both;
}

/** Predicts blocks of at most `capacity` rows, in the same room. */
export class Predictor {
  readonly #classes: number;
  readonly #meaning: NonNullable<ScoreMeaning>;
  readonly #temperature: number;
  readonly #powers: Float64Array;
  #room: Prediction = { probabilities: new Float32Array(0), predicted: new Int32Array(0), logits: new Float64Array(0) };

  /** @param temperature by which logits are divided; probabilities stay as they are */
  constructor(classes: number, meaning: NonNullable<ScoreMeaning>, temperature: number) {
    this.#classes = classes;
    this.#meaning = meaning;
    this.#temperature = temperature;
    this.#powers = new Float64Array(classes);
  }

  /**
   * Predicts a block.
   * @param bad 1 for each row without a prediction; set where a score is not finite
   */
  predict(block: ScoreBlock, bad: Uint8Array): Prediction {
    const scores = bothClasses(block, this.#meaning);
    const { probabilities, predicted, logits } = this.#roomFor(bad.length);
    for (let row = 0; row < bad.length; row++) {
      const start = row * this.#classes;
      if (bad[row] === 0) predicted[row] = this.#predictRow(scores, start);
      if (bad[row] === 1 || predicted[row] < 0) {
        bad[row] = 1;
        predicted[row] = -1;
        probabilities.fill(NaN, start, start + this.#classes);
        logits.fill(NaN, start, start + this.#classes);
      }
    }
    return { probabilities, predicted, logits };
  }

  /** Writes a row's logits and probabilities; returns its class, -1 where a score is not finite. */
  #predictRow(scores: ScoreBlock["scores"], start: number): number {
    const { probabilities, logits } = this.#room;
    const end = start + this.#classes;
    const logit = logitOf[this.#meaning];
    let best = start;
    for (let k = start; k < end; k++) {
      if (!Number.isFinite(scores[k])) return -1;
      logits[k] = logit(scores[k], this.#temperature);
      if (scores[k] > scores[best]) best = k;
    }
    if (this.#meaning === "probabilities") {
      for (let k = start; k < end; k++) probabilities[k] = scores[k];
      return best - start;
    }
    let sum = 0;
    for (let k = start; k < end; k++) sum += this.#powers[k - start] = Math.exp(logits[k] - logits[best]);
    for (let k = start; k < end; k++) probabilities[k] = this.#powers[k - start] / sum;
    return best - start;
  }

  #roomFor(rows: number): Prediction {
    const length = rows * this.#classes;
    if (this.#room.predicted.length < rows) {
      this.#room = {
        probabilities: new Float32Array(length),
        predicted: new Int32Array(rows),
        logits: new Float64Array(length),
      };
    }
    const { probabilities, predicted, logits } = this.#room;
    return {
      probabilities: probabilities.subarray(0, length),
      predicted: predicted.subarray(0, rows),
      logits: logits.subarray(0, length),
    };
  }
}
