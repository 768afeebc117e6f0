// tfjs with its wasm backend as a contestant.
import { createRequire } from "node:module";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // it brings the gradients, which the core alone does not register
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { makeInputs, smoothing } from "./shapes.ts";
import { answerShapes } from "./timing.ts";

const folder = path.dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"));
setWasmPaths(`${folder}${path.sep}`);
await tf.setBackend("wasm");

await answerShapes((shape) => {
  const { logits, labels } = makeInputs(shape);
  const z = tf.tensor2d(logits, [shape.rows, shape.classes]);
  const q = tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), shape.classes), "float32");
  const mean = (x: tf.Tensor): tf.Scalar =>
    tf.losses.softmaxCrossEntropy(q, x, undefined, smoothing, tf.Reduction.SUM_BY_NONZERO_WEIGHTS);
  const both = tf.valueAndGrad((x: tf.Tensor) => mean(x));
  return { step: () => tf.tidy(() => void both(z)), loss: () => mean(z).dataSync()[0] };
});
process.exit();
