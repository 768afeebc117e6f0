// Attributes of convolutions and pools that hold a number an axis, or an end of an axis.
import type { NodeView } from "../nodeView.ts";

/** So many whole numbers, none below `least`, which all are where the node does not have the attribute. */
export function wholeNumbers(view: NodeView, name: string, count: number, least: 0 | 1): readonly number[] {
  const given = view.attribute("ints", name, new Array<number>(count).fill(least));
  const fits = given.length === count && given.every((value) => value >= least);
  return fits ? given : view.fail(`${count} ${name} of ${least} or more`, given);
}
