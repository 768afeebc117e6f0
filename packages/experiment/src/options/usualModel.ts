// The default model, which depends on the data.
import { parseModel } from "@softlabel/engine/internal";
import type { Dataset } from "@softlabel/data";

/** The text for the default model. */
export const usualModel = "auto";

interface UsualModel {
  readonly what: string;
  readonly model: string;
  fits(dataset: Pick<Dataset, "shape">): boolean;
}

/** The first row that fits decides. */
const usualModels: readonly UsualModel[] = [
  { what: "photos", model: parseModel("cnn").canonical, fits: ({ shape }) => shape.length === 3 },
  { what: "other data", model: "mlp:512,256,128", fits: () => true },
];

/** "cnn for photos, mlp for anything else" */
export function describeUsualModels(): string {
  return usualModels.map(({ what, model }) => `${model} for ${what}`).join(", ");
}

/** The default model for data. */
export function usualModelFor(dataset: Pick<Dataset, "shape">): string {
  return usualModels.find((row) => row.fits(dataset))!.model;
}
