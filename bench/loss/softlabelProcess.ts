// softlabel as a contestant: softlabelProcess.ts MODE THREADS, MODE one of resident, copied, copy.
import { crossEntropy, openKernels } from "@softlabel/core/kernels";
import { makeInputs, smoothing, type Shape } from "./shapes.ts";
import { answerShapes, type Step } from "./timing.ts";

const [mode, threads] = [process.argv[2], Number(process.argv[3])];

type Prepared = { step: Step; loss: () => number };

/** Arrays in the kernels' memory. */
function resident(shape: Shape): Prepared {
  const { rows, classes } = shape;
  const kernels = openKernels({ bytes: 8 * rows * classes, threads })!;
  const given = makeInputs(shape);
  const [logits, gradient] = [kernels.floats(rows * classes), kernels.floats(rows * classes)];
  logits.set(given.logits);
  const loss = crossEntropy({ smoothing }, kernels);
  const evaluate = (): number => loss.evaluate(logits, given.labels, [rows, classes], gradient).value;
  return { step: () => void evaluate(), loss: evaluate };
}

/** Arrays anywhere, copied in and out. */
function copied(shape: Shape): Prepared {
  const { logits, labels } = makeInputs(shape);
  const gradient = new Float32Array(logits.length);
  const kernels = threads === 1 ? undefined : openKernels({ threads, staging: threads * 2 ** 22 });
  const loss = crossEntropy({ smoothing }, kernels);
  const evaluate = (): number => loss.evaluate(logits, labels, [shape.rows, shape.classes], gradient).value;
  return { step: () => void evaluate(), loss: evaluate };
}

/** The floor: reading the logits and writing as many bytes, nothing more. */
function copy(shape: Shape): Prepared {
  const { logits } = makeInputs(shape);
  const gradient = new Float32Array(logits.length);
  return { step: () => gradient.set(logits), loss: () => NaN };
}

const modes: Readonly<Record<string, (shape: Shape) => Prepared>> = { resident, copied, copy };
await answerShapes(modes[mode]);
process.exit();
