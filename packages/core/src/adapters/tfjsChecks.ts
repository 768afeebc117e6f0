// What a loss of tensors looks at in its first calls: outputs that are not logits, and labels that its method does not take.
import * as tf from "@tensorflow/tfjs-core";
import { check } from "../base/check.ts";
import type { BoundMethod } from "./boundMethod.ts";

/**
 * Throws where the logits of a row that counts are NaN or +∞, and where all rows are probabilities: as logits they would
 * train, badly, and nothing would say so.
 * @returns whether there were enough rows to tell: a single one may well sum to 1
 */
function checkLogits(who: string, outputs: tf.Tensor, labels: tf.Tensor): boolean {
  const [ofOutputs, ofLabels] = [tf.sum(outputs, -1), tf.sum(labels, -1)];
  const [sums, masses] = [ofOutputs.dataSync(), ofLabels.dataSync()];
  const bad = sums.findIndex((sum, row) => masses[row] > 0 && !(sum < Infinity));
  check(bad === -1, who, `the logits of row ${bad} to be finite, or -Infinity to mask a class`, sums[bad]);
  const away = tf.add(tf.abs(tf.sub(ofOutputs, 1)), tf.sum(tf.relu(tf.neg(outputs)), -1)).dataSync();
  const known = away.filter((distance) => !Number.isNaN(distance));
  const fitting = known.length < 2 || known.some((distance) => distance > 1e-5);
  const remedy = "leave the softmax out of the model, or give fromLogits: false";
  check(fitting, who, "logits", "rows that sum to 1, as behind a softmax", remedy);
  return known.length > 1;
}

/**
 * A check of outputs and labels that reads them until it has seen some of each: reading keeps a GPU waiting.
 * @returns a function of the outputs as rows, [N, K], the labels as such rows, and whether they were given as rows
 */
export function firstCalls(bound: BoundMethod, fromLogits: boolean) {
  let [outputsSeen, rowsSeen] = [!fromLogits, false];
  return (outputs: tf.Tensor, labels: tf.Tensor, asRows: boolean): void => {
    if (asRows && !rowsSeen) bound.checkRows(labels.dataSync(), labels.shape[1]!);
    rowsSeen ||= asRows;
    if (!outputsSeen && outputs.shape[0] > 1) outputsSeen = checkLogits(bound.who, outputs, labels);
  };
}
