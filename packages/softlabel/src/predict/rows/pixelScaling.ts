// How pixels are scaled for a model that does not do it itself.
import { refuse } from "@softlabel/data/internal";
import { describeNormalisation, scalingOf, usualNormalisation } from "@softlabel/experiment/internal";
import type { Scaling } from "../encode/pixelEncoder.ts";

/** What decides it. */
interface PixelTaker {
  readonly file: string;
  readonly elementType: string;
  /** Whether the file is one of softlabel's, which scale for themselves. */
  readonly isOwn: boolean;
  /** As --normalise has it. */
  readonly normalise?: string | undefined;
}

/** How pixels are scaled, and what is said about it. */
export interface PixelScaling {
  /** Absent where the model takes pixels as they are. */
  readonly scaling: Scaling | undefined;
  readonly notes: readonly string[];
}

/**
 * The scaling of a model's pixels: none for files that take them as they are; else what was asked for, or from -1 to 1.
 * @throws UsageError where a scaling was asked for that the model does itself
 */
export function pixelScalingOf({ file, elementType, isOwn, normalise }: PixelTaker, channels: number): PixelScaling {
  if (isOwn || elementType === "uint8") {
    if (normalise === undefined) return { scaling: undefined, notes: [] };
    return refuse(`--normalise ${normalise}`, "a model that takes normalised pixels", file, "leave the option out");
  }
  const scaling = scalingOf(normalise ?? usualNormalisation, channels);
  const note = `The model does not say how pixels are scaled; it is given ${describeNormalisation(usualNormalisation)}; --normalise changes that.`;
  return { scaling, notes: normalise === undefined ? [note] : [] };
}
