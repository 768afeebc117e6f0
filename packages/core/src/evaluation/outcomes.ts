// How sure a model was of each prediction, right ones and wrong ones apart: eight bytes an example, whatever their order.
import { rankSorted } from "../ranking.ts";
import type { Ranking } from "../ranking.ts";
import { NumberList } from "./numberList.ts";

/** Examples from the surest to the least sure. */
export interface RankedOutcomes {
  /** By log-confidence, which still ranks examples whose confidence rounds to 1. */
  readonly ranking: Ranking;
  /** Confidences [N], falling. */
  readonly confidence: Float64Array;
  /** [N], 1 where the prediction was right. */
  readonly correct: Uint8Array;
}

/** Predictions by the odds against them. */
export class Outcomes {
  /** Minus the odds (1 - c)/c, from which both c and log c follow with all digits. */
  readonly #right = new NumberList();
  readonly #wrong = new NumberList();

  get right(): number {
    return this.#right.length;
  }

  get examples(): number {
    return this.#right.length + this.#wrong.length;
  }

  add(odds: number, isRight: boolean): void {
    (isRight ? this.#right : this.#wrong).push(-odds);
  }

  merge(other: Outcomes): void {
    this.#right.merge(other.#right);
    this.#wrong.merge(other.#wrong);
  }

  ranked(): RankedOutcomes {
    const ranking = rankSorted(this.#right.sorted(), this.#wrong.sorted());
    const { score, positive } = ranking;
    const confidence = new Float64Array(score.length);
    for (let i = 0; i < score.length; i++) {
      confidence[i] = 1 / (1 - score[i]);
      score[i] = -Math.log1p(-score[i]);
    }
    return { ranking, confidence, correct: positive };
  }
}
