// The models that a command writes: their cards, and where they are.
import path from "node:path";
import type { Dataset } from "@softlabel/data";
import { modelFiles, type TrainedModel } from "@softlabel/experiment/internal";
import { writeWhole } from "../folder/files.ts";
import { keepModels } from "../run/keepModels.ts";
import type { RunOutcome } from "../run/run.ts";
import { modelCard } from "@softlabel/report/internal";

/** Writes the card of a model; returns its path. */
export function writeCard(folder: string, model: TrainedModel): string {
  const card = path.join(folder, modelFiles.card);
  writeWhole(card, modelCard(model));
  return card;
}

/** Keeps the best model of each method, with its card; returns a line for each. */
export async function keptModelLines({ folder, results }: RunOutcome, dataset: Dataset): Promise<string[]> {
  const kept = await keepModels(folder, results, dataset);
  return kept.map(({ folder: own, model }) => {
    writeCard(own, model);
    return `Model:   ${own} (${model.training.method}, seed ${model.training.seed})`;
  });
}
