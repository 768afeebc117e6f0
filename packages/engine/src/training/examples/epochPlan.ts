// Divides an epoch into batches.
import { check } from "@softlabel/core/internal";
import type { Model } from "../../models/model.ts";

/** The batches of every epoch of a run. */
export interface EpochPlan {
  /** Examples in a full batch. */
  readonly batchSize: number;
  readonly steps: number;
  /** Number of examples in all batches. */
  readonly examples: number;
}

/**
 * Divides `count` examples into batches; the last one takes the rest. With batch normalisation, a last batch of one
 * example is left out, because one example has no variance; the next epoch's order puts another example there.
 * @throws UsageError for batches of one example with batch normalisation
 */
export function planEpoch(count: number, batchSize: number, { statistics = [] }: Pick<Model, "statistics">): EpochPlan {
  const full = Math.min(batchSize, count);
  const least = statistics.length > 0 ? 2 : 1;
  check(full >= least, "batchSize", "at least 2 examples per batch, as the model has batch normalisation", full);
  const left = count % full;
  const examples = left < least ? count - left : count;
  return { batchSize: full, steps: Math.ceil(examples / full), examples };
}
