// Where a method's loss is smallest, as a sentence.
import { optimumOf, UsageError, type Method, type Optimum } from "@softlabel/core";
import { hasPenalty } from "./hasPenalty.ts";

/** Six digits at most, without trailing zeros. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));

/** What may be left of a gap or a loss that is zero. */
const rounding = 1e-14;

/** As `short`, with 0 for what is left by rounding. */
const shortResult = (value: number): string => short(Math.abs(value) < rounding ? 0 : value);

/** The optimum; undefined where the method is a sum whose optimum is not worked out. */
function knownOptimum(method: Method, classes: number): Optimum | undefined {
  try {
    return optimumOf(method, classes);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** What a loss does that is smallest at no finite logits. */
function describeFall(method: Method, { gap, loss }: Optimum): string {
  const limit = loss === -Infinity ? "without bound" : `towards ${shortResult(loss)} nats`;
  if (gap === undefined) return `The loss falls for ever ${limit} as the probabilities near those of the target.`;
  if (gap < 0) return `The loss falls for ever ${limit} as the label's logit sinks below the others.`;
  // A penalty may bite beyond what float64 can tell.
  const searched = hasPenalty(method) && loss !== -Infinity;
  const how = searched ? `${limit}, at least up to a gap of 700,` : `for ever ${limit}`;
  return `The loss falls ${how} as the label's logit rises above the others: nothing stops confidence.`;
}

/** The sentence. */
export function describeOptimum(method: Method, classes: number): string {
  if (method.loss.usesTeacher) return "Where the loss is smallest depends on what the teacher says of the example.";
  const optimum = knownOptimum(method, classes);
  if (optimum === undefined) return "Where the loss is smallest is not worked out for penalties on such a loss.";
  const { gap, probability } = optimum;
  const smallest = `The loss is smallest, ${shortResult(optimum.loss)} nats,`;
  if (probability === undefined)
    return `${smallest} where the label's logit lies above the others, these are equal and all sum to zero, whatever their length: nothing stops confidence.`;
  if (gap === undefined && !method.effectiveTarget(0, classes).includes(0))
    return `${smallest} where the probabilities are those of the target.`;
  if (gap === undefined || !Number.isFinite(gap)) return describeFall(method, optimum);
  const side = gap < -rounding ? "below" : "above";
  return `${smallest} where the label's logit lies ${shortResult(Math.abs(gap))} ${side} each other, at a probability of ${short(probability)}.`;
}
