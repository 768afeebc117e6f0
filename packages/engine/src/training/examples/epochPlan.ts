// How an epoch is divided into batches.
import { check } from "@softlabel/core/internal";
import type { Model } from "../../models/model.ts";

/** The batches of every epoch of a training. */
export interface EpochPlan {
  /** Examples in a full batch. */
  readonly batchSize: number;
  readonly steps: number;
  /** Examples in all batches together. */
  readonly examples: number;
}

/**
 * Divides `count` examples into batches; the last one takes what is left. A model that normalises by its batches is given none of
 * a single example, which has no variance, or at best that of its own pixels: such a last batch is left out, and the next
 * epoch's order puts another example there.
 * @param who the function that was called, for messages
 * @throws UsageError where such a model is given batches of one example
 */
export function planEpoch(
  who: string,
  count: number,
  batchSize: number,
  { statistics = [] }: Pick<Model, "statistics">,
): EpochPlan {
  const full = Math.min(batchSize, count);
  const least = statistics.length > 0 ? 2 : 1;
  check(full >= least, who, "batches of at least 2 examples for a model that normalises by its batches", full);
  const left = count % full;
  const examples = left < least ? count - left : count;
  return { batchSize: full, steps: Math.ceil(examples / full), examples };
}
