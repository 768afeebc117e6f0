// softlabel as a contestant: softlabelProcess.ts MODE INSTRUCTIONS THREADS, MODE one of "in place", "copied", "copy".
import { crossEntropy, openKernels } from "@softlabel/core/kernels";
import { makeInputs, smoothing, type Shape } from "./shapes.ts";
import { answerShapes, type Step } from "./timing.ts";

const mode = process.argv[2];
const instructions = process.argv[3] as "plain" | "relaxed";
const threads = Number(process.argv[4]);

type Prepared = { step: Step; loss: () => number };

/** Arrays in the kernels' memory. */
function inPlace(shape: Shape): Prepared {
  const { rows, classes } = shape;
  const kernels = openKernels({ bytes: 4 * rows * (2 * classes + 1), threads, instructions })!;
  const given = makeInputs(shape);
  const [logits, gradient] = [kernels.floats(rows * classes), kernels.floats(rows * classes)];
  const labels = kernels.integers(rows);
  logits.set(given.logits);
  labels.set(given.labels);
  const loss = crossEntropy({ smoothing }, kernels);
  const evaluate = (): number => loss.evaluate(logits, labels, [rows, classes], gradient).value;
  return { step: () => void evaluate(), loss: evaluate };
}

/** Arrays anywhere, copied in and out; the gradient is a new array at each call. */
function copied(shape: Shape): Prepared {
  const { logits, labels } = makeInputs(shape);
  const loss = crossEntropy({ smoothing }, openKernels({ threads, instructions }));
  const evaluate = (): number => loss.evaluate(logits, labels, [shape.rows, shape.classes]).value;
  return { step: () => void evaluate(), loss: evaluate };
}

/** The floor: reading the logits and writing as many bytes, nothing more. */
function copy(shape: Shape): Prepared {
  const { logits } = makeInputs(shape);
  const gradient = new Float32Array(logits.length);
  return { step: () => gradient.set(logits), loss: () => NaN };
}

const modes: Readonly<Record<string, (shape: Shape) => Prepared>> = { "in place": inPlace, copied, copy };
await answerShapes(modes[mode]);
process.exit();
