// Masks that switch values off at random.
import type { Random } from "@softlabel/core";

/** The buffer of a dropout's input, and the probability with which a value stays. */
export interface MaskBuffer {
  readonly keep: number;
  readonly data: Float32Array;
}

/** Fills a mask with 1/keep where a value stays, which has probability keep, and with 0 elsewhere. */
export function drawMask({ keep, data }: MaskBuffer, random: Random): void {
  const threshold = keep * 2 ** 32;
  for (let i = 0; i < data.length; i++) data[i] = random.uint32() < threshold ? 1 / keep : 0;
}
