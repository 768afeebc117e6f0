// Cross-entropy with smoothing: value and gradient in one call, as PyTorch computes them.
import { crossEntropy } from "@softlabel/core";

const loss = crossEntropy({ smoothing: 0.1 });
const logits = new Float64Array([2, 0, 0, 0, 3, 0]);
const { value, gradient } = loss.evaluate(logits, new Int32Array([0, 1]), [2, 3]);
value; // => 0.3339005
Array.from(gradient.subarray(0, 3)); // => [-0.0731736, 0.0365868, 0.0365868]

// At the optimum the gradient vanishes: log(1 + K(1-α)/α) between the label's logit and the others.
const gap = Math.log(1 + (3 * 0.9) / 0.1);
const best = loss.evaluate(new Float64Array([gap, 0, 0]), new Int32Array([0]), [1, 3]);
Array.from(best.gradient); // => [0, 0, 0]
