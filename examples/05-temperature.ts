// Temperature scaling: one number, fitted on validation rows, that repairs over-confidence and changes no prediction.
import { fitTemperature, scorePredictions } from "@softlabel/core";

// Four rows with the same strong opinion, of which one is wrong: confidence 0.98, accuracy 0.75.
const logits = new Float64Array([4, 0, 4, 0, 4, 0, 4, 0]);
const labels = new Int32Array([0, 0, 0, 1]);
scorePredictions(logits, labels, 2).signedGap; // => 0.2320138

const { temperature } = fitTemperature(logits, labels, 2);
temperature; // => 3.6409569
const scaled = scorePredictions(logits, labels, 2, { temperature });
scaled.meanConfidence; // => 0.75
scaled.accuracy; // => 0.75
