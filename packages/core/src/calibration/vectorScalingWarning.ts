// Why the data do not determine a vector scaling, where they do not.
import { newtonDirection, nothing, promisedBy } from "../base/minimizeConvex.ts";
import { softmaxRows } from "../base/softmax.ts";
import { surveyLogits } from "./temperatureLoss.ts";
import { vectorScalingLoss } from "./vectorScalingLoss.ts";

/** What was fitted, and x = (w, b), where the fit ended. */
interface Fit {
  readonly z: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly x: Float64Array;
}

/** A mean NLL that only separated rows reach. */
const separatedLoss = 1e-6;
/** A probability that only separated classes reach. */
const separatedShare = 1e-9;
/** At a maximum of the likelihood, Newton's next step moves no logit so far; where there is none, each moves some by about 1. */
const running = 0.1;

/** w z + b of every row. */
function scaled({ z, classes }: Fit, x: Float64Array): Float64Array {
  return z.map((value, i) => x[i % classes] * value + x[classes + (i % classes)]);
}

const those = (classes: number, isOne: (k: number) => boolean): number[] =>
  Array.from({ length: classes }, (_, k) => k).filter(isOne);

/** Classes whose logit is the same in every row. */
function constantClasses({ z, classes }: Fit): number[] {
  return those(classes, (k) => z.every((value, i) => i % classes !== k || value === z[k]));
}

/** Whether some class has all of the probability in its own rows, and none in the others. */
function isClassApart(fit: Fit): boolean {
  const { labels, classes, x } = fit;
  const p = scaled(fit, x);
  softmaxRows(p, labels, classes);
  const missed = new Float64Array(classes);
  p.forEach((share, i) => {
    const [row, k] = [Math.floor(i / classes), i % classes];
    missed[k] = Math.max(missed[k], labels[row] === k ? 1 - share : share);
  });
  return missed.some((most) => most < separatedShare);
}

/** Whether Newton's next step still raises some label's logit over another, though the likelihood gains no more than rounding. */
function isRunningAway(fit: Fit): boolean {
  const { z, labels, classes, x } = fit;
  const point = vectorScalingLoss(z, labels, classes, x);
  const direction = newtonDirection(point);
  if (promisedBy(point, direction) < nothing) return false;
  const moves = scaled(fit, direction);
  return moves.some((move, i) => {
    const row = Math.floor(i / classes);
    return Math.abs(moves[row * classes + labels[row]] - move) > running;
  });
}

/** The reason in words; none where the data determine weights and biases. */
export function vectorScalingWarning(
  z: Float64Array,
  labels: Int32Array,
  classes: number,
  x: Float64Array,
): string | undefined {
  const fit = { z, labels, classes, x };
  const seen = new Set(labels);
  const missing = those(classes, (k) => !seen.has(k));
  if (missing.length > 0)
    return `no label is of class ${missing.join(", ")}, so that its probability fell as low as the fit went; use a temperature instead`;
  const { value } = vectorScalingLoss(z, labels, classes, x);
  const { flat, separated } = surveyLogits([{ logits: z, labels }], classes);
  if (value <= separatedLoss || (separated && !flat))
    return `the validation set is perfectly separated (NLL ${value.toPrecision(1)}), so that any larger weights fit even better; use a temperature instead`;
  if (isClassApart(fit) || isRunningAway(fit))
    return "some classes are perfectly separated from the others, so that larger weights fit even better; use a temperature instead";
  const constant = constantClasses(fit);
  if (constant.length > 0)
    return `the logit of class ${constant.join(", ")} is the same in every row, so that its weight and its bias cannot be told apart; use a temperature instead`;
  return undefined;
}
