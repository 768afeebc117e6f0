// Binary cross-entropy and binary focal loss of jax-js arrays, for binary and multi-label targets.
import type { numpy as np } from "@jax-js/jax";
import { check, show } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import {
  binaryAnswers,
  checkPlaces,
  defineBinaryCrossEntropy,
  defineBinaryFocal,
  focusDefaults,
  weightingDefaults,
  type BinaryDefinition,
  type BinaryFocus,
  type BinaryWeighting,
} from "../losses/binary/binaryDefinition.ts";
import { consuming, rowArray, type ArrayLoss, type ArrayOrNumber } from "./jaxArrays.ts";
import { lazyOps, type Lazy } from "./lazyOps.ts";

/** What a yes counts: a number, or an array over the last dimension. */
function weightOf({ yes }: BinaryDefinition): ArrayOrNumber {
  return yes.length === 1 ? yes[0] : rowArray(yes);
}

function checkShapes(definition: BinaryDefinition, { shape }: np.Array, labels: np.Array): void {
  const fitting = String(labels.shape) === String(shape);
  check(fitting, definition.who, `labels in the logits' shape ${show(shape)}`, labels.shape);
  checkPlaces(definition, shape[shape.length - 1]);
}

function binaryLoss(definition: BinaryDefinition): ArrayLoss {
  return (logits, labels) => {
    checkShapes(definition, logits, labels);
    const weight = weightOf(definition);
    return consuming([logits, labels, ...(typeof weight === "number" ? [] : [weight])], ({ ops }) => {
      const put =
        (a: ArrayOrNumber): Lazy<ArrayOrNumber> =>
        () =>
          a;
      return binaryAnswers(lazyOps(ops), definition, put(logits), put(labels), put(weight)).value() as np.Array;
    });
  };
}

/**
 * Binary cross-entropy of arrays: what core's `binaryCrossEntropy` gives of every answer. Gradients are jax-js's own. Uses its arrays up.
 * @param options `smoothing`, `posWeight` as in core
 * @returns a loss of logits, of any shape, and labels y from 0 to 1 of the same shape: a number an answer
 * @throws UsageError if an option is out of range; when called, if shapes do not fit
 * @see PyTorch, `BCEWithLogitsLoss(pos_weight)`
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { binaryCrossEntropy } from "@softlabel/core/jax";
 * const loss = binaryCrossEntropy({ smoothing: 0.2, posWeight: [3] });
 * loss(np.array([0, 0]), np.array([0, 1])).js(); // => [1.2 * Math.log(2), 2.8 * Math.log(2)]
 * ```
 */
export function binaryCrossEntropy(options: BinaryWeighting = {}): ArrayLoss {
  return binaryLoss(defineBinaryCrossEntropy(readOptions("binaryCrossEntropy", options, weightingDefaults)));
}

/**
 * Binary focal loss of arrays: what core's `binaryFocal` gives of every answer. Gradients are jax-js's own. Uses its arrays up.
 * @param options `smoothing`, `gamma`, `balance` as in core
 * @returns a loss of logits, of any shape, and labels y from 0 to 1 of the same shape: a number an answer
 * @throws UsageError if an option is out of range; when called, if shapes do not fit
 * @see Lin et al. 2017, arXiv:1708.02002
 * @example
 * ```ts
 * import { numpy as np } from "@jax-js/jax";
 * import { binaryFocal } from "@softlabel/core/jax";
 * binaryFocal({ balance: 0.25 })(np.array([0]), np.array([1])).js(); // => [0.0625 * Math.log(2)]
 * ```
 */
export function binaryFocal(options: BinaryFocus = {}): ArrayLoss {
  return binaryLoss(defineBinaryFocal(readOptions("binaryFocal", options, focusDefaults)));
}
