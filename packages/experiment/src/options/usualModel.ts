// The model that is trained when none is named: it depends on what the examples are.
import { parseModel } from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";

/** What is written for the usual model. */
export const usualModel = "auto";

interface UsualModel {
  readonly what: string;
  readonly model: string;
  fits(dataset: Pick<Dataset, "shape">): boolean;
}

/** The first row that fits is taken. */
const usualModels: readonly UsualModel[] = [
  { what: "photos", model: parseModel("cnn").canonical, fits: ({ shape }) => shape.length === 3 },
  { what: "other data", model: "mlp:512,256,128", fits: () => true },
];

/** "cnn for photos, mlp for anything else" */
export function describeUsualModels(): string {
  return usualModels.map(({ what, model }) => `${model} for ${what}`).join(", ");
}

/** The text of the model that such data usually get. */
export function usualModelFor(dataset: Pick<Dataset, "shape">): string {
  return usualModels.find((row) => row.fits(dataset))!.model;
}
