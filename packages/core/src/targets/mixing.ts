// Targets of mixed inputs: mixup and CutMix.
import { check, checkRange } from "../base/check.ts";
import { checkClasses } from "../base/labels.ts";

/**
 * Mixup's targets: row i becomes λ q_i + (1-λ) q_partner(i), as the inputs are mixed. Smoothing may come before or after:
 * both are linear, so the result is the same.
 * @param q rows, row-major [N, K]; one-hot or smoothed
 * @param classes the number of classes K
 * @param partners the row that each row is mixed with, [N]
 * @param share λ, the part of a row that stays its own, 0 ≤ λ ≤ 1; for CutMix see `cutMixShare`
 * @returns mixed rows, row-major [N, K]
 * @throws UsageError if λ is out of range, or a partner is not a row
 * @see Zhang et al. 2018, arXiv:1710.09412
 * @example
 * ```ts
 * import { mixTargets, oneHot } from "@softlabel/core";
 * Array.from(mixTargets(oneHot(new Int32Array([0, 1]), 2), 2, new Int32Array([1, 0]), 0.75)); // => [0.75, 0.25, 0.25, 0.75]
 * ```
 */
export function mixTargets(q: Float64Array, classes: number, partners: Int32Array, share: number): Float64Array {
  const who = "mixTargets";
  checkClasses(who, classes);
  checkRange(who, "share", share, { from: 0, to: 1 });
  check(q.length === partners.length * classes, who, `${partners.length * classes} numbers of targets`, q.length);
  const bad = partners.findIndex((partner) => partner < 0 || partner >= partners.length);
  if (bad !== -1) check(false, who, `the partner of row ${bad} to be a row`, partners[bad]);
  return q.map((mass, i) => {
    const partner = partners[Math.floor(i / classes)];
    return share * mass + (1 - share) * q[partner * classes + (i % classes)];
  });
}

/** A rectangle of an image in pixels; the far edges are not part of it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * CutMix's λ: the part of an image that is left when a box of another is pasted into it, counted from the part of the box
 * within the image.
 * @param width the image's, in pixels
 * @param height the image's, in pixels
 * @param box what is pasted; it may reach over the edges
 * @returns λ, from 0 to 1, to be given to `mixTargets`
 * @throws UsageError if the image has no pixels, or an edge of the box is not finite
 * @see Yun et al. 2019, arXiv:1905.04899
 * @example
 * ```ts
 * import { cutMixShare } from "@softlabel/core";
 * cutMixShare(4, 4, { left: 2, top: -1, right: 6, bottom: 2 }); // => 0.75
 * ```
 */
export function cutMixShare(width: number, height: number, box: Box): number {
  const { left, top, right, bottom } = box;
  for (const [name, length] of Object.entries({ width, height }))
    checkRange("cutMixShare", name, length, { from: 1, to: Infinity, integer: true });
  for (const [name, edge] of Object.entries({ left, top, right, bottom }))
    checkRange("cutMixShare", name, edge, { from: -Infinity, to: Infinity });
  const across = Math.max(0, Math.min(right, width) - Math.max(left, 0));
  const down = Math.max(0, Math.min(bottom, height) - Math.max(top, 0));
  return 1 - (across * down) / (width * height);
}
