// What an augmentation is: a change of batches, drawn again for each.
import type { Random } from "@softlabel/core";
import type { NamedDefinition, Settings } from "../settings.ts";

/** A batch that may be changed in place. */
export interface AugmentedBatch {
  /** [N, ...shape], row-major. */
  readonly inputs: Uint8Array | Float32Array;
  /** q, [N, K]. */
  readonly targets: Float32Array;
  /** [N], where examples are weighted. */
  readonly weights?: Float32Array | undefined;
  /** N. */
  readonly count: number;
  /** The shape of one example; images are [channels, height, width] or [height, width]. */
  readonly shape: readonly number[];
  /** K. */
  readonly classes: number;
}

/** Changes a batch in place by what it draws. */
export type Change = (batch: AugmentedBatch, random: Random) => void;

/** A row of the table of augmentations. */
export interface AugmentationDefinition extends NamedDefinition {
  /** It works on images; others take examples of any shape. */
  readonly images?: true;
  /** It mixes examples and their targets. */
  readonly mixes?: true;
  change(settings: Settings): Change;
}

/** Changes that every batch of a training undergoes, one after another. */
export interface Augmentation {
  /** Whether examples are mixed, and their targets with them. */
  readonly mixes: boolean;
  /**
   * Throws unless examples of that shape can be augmented.
   * @throws UsageError where images are needed and the shape is of something else
   */
  checkShape(shape: readonly number[]): void;
  /**
   * Changes a batch in place. Values of bytes are rounded, and kept from 0 to 255.
   * @param random what is drawn; the same stream gives the same batch
   */
  apply(batch: AugmentedBatch, random: Random): void;
  /** Canonical text: `parseAugmentation(augmentation.toString())` does the same. */
  toString(): string;
}
