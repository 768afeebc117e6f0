// Confidence of every prediction, right and wrong ones apart: eight bytes per example, whatever their order.
import { rankSorted } from "../base/ranking.ts";
import type { Ranking } from "../base/ranking.ts";
import { NumberList } from "./numberList.ts";

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

  /** Examples by log-confidence, which still ranks those whose confidence rounds to 1; the right ones are positive. */
  byLogConfidence(): Ranking {
    return this.#ranked((odds) => -Math.log1p(odds));
  }

  /** The same by confidence. */
  byConfidence(): Ranking {
    return this.#ranked((odds) => 1 / (1 + odds));
  }

  #ranked(scoreOf: (odds: number) => number): Ranking {
    const ranking = rankSorted(this.#right.sorted(), this.#wrong.sorted());
    const { score } = ranking;
    for (let i = 0; i < score.length; i++) score[i] = scoreOf(-score[i]);
    return ranking;
  }
}
