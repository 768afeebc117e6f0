// Online label smoothing: soft labels that are the model's own predictions of each class, an epoch late.
import { check, checkRange } from "../base/check.ts";
import { checkDistributions } from "./distribution.ts";
import { checkClasses } from "../base/labels.ts";
import { smoothingRange } from "./smoothing.ts";

/** Targets that are learnt while training: one row per class, updated after every epoch from what the model predicted. */
export interface TargetMemory {
  /** The present targets, row-major [K, K]: row y is what an example of class y is given. */
  rows(): Float64Array;
  /**
   * Takes notice of a batch.
   * @param probabilities p, row-major [N, K]
   * @param labels the class of each row, [N]
   * @throws UsageError unless there are K probabilities a label
   */
  observe(probabilities: ArrayLike<number>, labels: ArrayLike<number>): void;
  /** Makes the next epoch's targets of what was observed, and forgets the observations. */
  endEpoch(): void;
  /** Everything `restore` needs to go on between two epochs. */
  state(): Float64Array;
  /** Takes up a state that `state` gave; throws where it is none. */
  restore(state: Float64Array): void;
}

/** The class of the largest of K probabilities from `start` on; the first of equal ones. */
function predicted(probabilities: ArrayLike<number>, start: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (probabilities[start + c] > probabilities[start + best]) best = c;
  return best;
}

/**
 * Online label smoothing: the target of class y is (1-α) e_y + α S_y, where S_y is the mean prediction of the examples of y
 * that were classified rightly in the epoch before; uniform at first and for a class of which none was.
 * @param classes the number of classes K
 * @param alpha α, 0 ≤ α ≤ 1
 * @throws UsageError if α is out of range
 * @see Zhang et al. 2021, arXiv:2011.12562
 * @example
 * ```ts
 * import { createOnlineTargets } from "@softlabel/core";
 * const targets = createOnlineTargets(2, 0.5);
 * Array.from(targets.rows()); // => [0.75, 0.25, 0.25, 0.75]
 * targets.observe([0.9, 0.1, 0.7, 0.3, 0.6, 0.4], [0, 0, 1]);
 * targets.endEpoch();
 * Array.from(targets.rows()); // => [0.9, 0.1, 0.25, 0.75]
 * ```
 */
export function createOnlineTargets(classes: number, alpha: number): TargetMemory {
  const who = "createOnlineTargets";
  checkClasses(who, classes);
  checkRange(who, "alpha", alpha, smoothingRange);
  const soft = new Float64Array(classes ** 2).fill(1 / classes);
  const sums = new Float64Array(classes ** 2);
  const counts = new Float64Array(classes);
  return {
    rows: () => soft.map((share, i) => alpha * share + (i % (classes + 1) === 0 ? 1 - alpha : 0)),
    observe(probabilities, labels) {
      const expected = labels.length * classes;
      check(probabilities.length === expected, who, `${expected} probabilities`, probabilities.length);
      for (let row = 0; row < labels.length; row++) {
        const label = labels[row];
        if (predicted(probabilities, row * classes, classes) !== label) continue;
        counts[label]++;
        for (let c = 0; c < classes; c++) sums[label * classes + c] += probabilities[row * classes + c];
      }
    },
    endEpoch() {
      soft.forEach((_, i) => {
        const count = counts[Math.floor(i / classes)];
        soft[i] = count > 0 ? sums[i] / count : 1 / classes;
      });
      sums.fill(0);
      counts.fill(0);
    },
    state: () => soft.slice(),
    restore(state) {
      check(state.length === soft.length, who, `a state of ${soft.length} numbers`, state.length);
      checkDistributions(who, state, classes);
      soft.set(state);
    },
  };
}
