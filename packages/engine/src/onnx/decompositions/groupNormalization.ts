// Normalisations over groups of channels and all places of an example.
import { sizeOf } from "../graph.ts";
import { standardized } from "./normalization.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** A vector with an element per channel, or a group of channels, as a column that broadcasts over the places. */
function column(parts: Parts, role: string, index: number): string {
  const [, channels, ...places] = parts.view.shape(0);
  const count = parts.view.shape(index)[0];
  const shape = parts.int64([channels, ...places.map(() => 1)]);
  if (count === channels) return parts.step(role, "Reshape", [parts.x[index], shape]);
  const groups = parts.step(`${role} of groups`, "Reshape", [parts.x[index], parts.int64([count, 1])]);
  const repeated = parts.step(`${role} of channels`, "Expand", [groups, parts.int64([count, channels / count])]);
  return parts.step(role, "Reshape", [repeated, shape]);
}

function normalizedByGroup(parts: Parts, groups: number): void {
  const shape = parts.view.shape(0);
  if (shape[1] % groups !== 0) parts.view.fail(`channels in ${groups} groups of one size`, shape[1]);
  const rows = parts.int64([shape[0], groups, sizeOf(shape.slice(1)) / groups]);
  const standard = standardized(parts, parts.step("groups", "Reshape", [parts.x[0], rows]), [2]);
  const back = parts.step("places", "Reshape", [standard, parts.int64(shape)]);
  parts.result("Add", [parts.step("scaled", "Mul", [back, column(parts, "scale", 1)]), column(parts, "bias", 2)]);
}

const groupNormalization: Decomposition = (parts) => {
  const groups = parts.view.attribute("int", "num_groups", undefined);
  normalizedByGroup(parts, groups ?? parts.view.fail("an attribute num_groups", "none"));
};

/** Each channel is a group. */
const instanceNormalization: Decomposition = (parts) => normalizedByGroup(parts, parts.view.shape(0)[1]);

export const groupNormalizations = {
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
} satisfies Readonly<Record<string, Decomposition>>;
