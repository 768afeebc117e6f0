// The minimum of a method's loss, as a sentence.
import { optimumOf, UsageError, type Method, type Optimum } from "@softlabel/core";
import { hasPenalty } from "@softlabel/report/internal";

/** Six digits at most, without trailing zeros. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));

/** A gap or a loss below this is zero up to rounding. */
const rounding = 1e-14;

/** As `short`, with 0 for rounding errors. */
const shortResult = (value: number): string => short(Math.abs(value) < rounding ? 0 : value);

/** The optimum; undefined for a sum of losses whose optimum is not derived. */
function knownOptimum(method: Method, classes: number): Optimum | undefined {
  try {
    return optimumOf(method, classes);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The limit of a loss that has no minimum at finite logits. */
function describeFall(method: Method, { gap, loss }: Optimum): string {
  const limit = loss === -Infinity ? "without bound" : `towards ${shortResult(loss)} nats`;
  if (gap === undefined) return `The loss keeps decreasing ${limit} as the probabilities approach the target.`;
  if (gap < 0) return `The loss keeps decreasing ${limit} as the labelled class's logit falls below the others.`;
  // A penalty may act beyond the range of float64.
  const searched = hasPenalty(method) && loss !== -Infinity;
  const how = searched ? `decreases ${limit}, at least up to a gap of 700,` : `keeps decreasing ${limit}`;
  return `The loss ${how} as the labelled class's logit rises above the others: nothing limits confidence.`;
}

/** The sentence. */
export function describeOptimum(method: Method, classes: number): string {
  if (method.loss.usesTeacher) return "The minimum of the loss depends on the teacher's prediction for the example.";
  const optimum = knownOptimum(method, classes);
  if (optimum === undefined) return "The minimum of this loss with a penalty has not been derived.";
  const { gap, probability } = optimum;
  const minimum = `The minimum of the loss, ${shortResult(optimum.loss)} nats, is`;
  if (probability === undefined)
    return `${minimum} wherever the labelled class's logit exceeds the others, which are equal, and all logits sum to zero, whatever their length: nothing limits confidence.`;
  if (gap === undefined && !method.effectiveTarget(0, classes).includes(0))
    return `${minimum} where the probabilities equal the target.`;
  if (gap === undefined || !Number.isFinite(gap)) return describeFall(method, optimum);
  const side = gap < -rounding ? "below" : "above";
  return `${minimum} where the labelled class's logit is ${shortResult(Math.abs(gap))} ${side} every other, at a probability of ${short(probability)}.`;
}
