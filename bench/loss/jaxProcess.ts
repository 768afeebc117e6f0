// jax-js with its wasm backend as a contestant: its own log-softmax and gradient, compiled by its jit.
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { makeInputs, smoothing } from "./shapes.ts";
import { answerShapes } from "./timing.ts";

await init("wasm");
defaultDevice("wasm");

await answerShapes((shape) => {
  const { rows, classes } = shape;
  const { logits, labels } = makeInputs(shape);
  const rowsOfTargets = new Float32Array(logits.length).fill(smoothing / classes);
  labels.forEach((label, row) => (rowsOfTargets[row * classes + label] += 1 - smoothing));
  const z = np.array(logits).reshape([rows, classes]);
  const q = np.array(rowsOfTargets).reshape([rows, classes]);
  const mean = (x: np.Array, targets: np.Array): np.Array =>
    nn
      .logSoftmax(x, -1)
      .mul(targets)
      .sum()
      .mul(-1 / rows);
  const both = jit(valueAndGrad(mean));
  const evaluate = async (): Promise<number> => {
    const [value, gradient] = both(z.ref, q.ref);
    await gradient.blockUntilReady();
    gradient.dispose();
    return Number(await value.data());
  };
  return { step: async () => void (await evaluate()), loss: evaluate };
});
process.exit();
