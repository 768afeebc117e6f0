// Label relaxation asks for at least 1-α on the label, and then no more: inside its set loss and gradient are zero.
import { labelRelaxation } from "@softlabel/core";

const loss = labelRelaxation({ alpha: 0.1 });
const label = new Int32Array([0]);
const sure = loss.evaluate(new Float64Array([5, 0, 0]), label, [1, 3]);
sure.value; // => 0
Array.from(sure.gradient); // => [0, 0, 0]

const unsure = loss.evaluate(new Float64Array([0, 0, 0]), label, [1, 3]);
unsure.value > 0; // => true
// The model decides how the rest is shared: here evenly, because its own probabilities are even.
Array.from(unsure.gradient); // => [-0.5666667, 0.2833333, 0.2833333]
