// Which ONNX file the text of a model names: the file itself, or the one in a folder of softlabel's.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { firstOf, nearestFirst } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { modelFiles } from "@softlabel/experiment/internal";

/** The model in a folder: the network, which gives logits, before the file that is deployed. */
const fileNames = [modelFiles.network, modelFiles.deployable];

/** Folders of an experiment with a folder per model: those that were kept, then those of trials. */
const modelFolders = ["models", "trials"];

/** Names that are listed in a message. */
const mostListed = 8;

const isFolder = (place: string): boolean => existsSync(place) && statSync(place).isDirectory();

/** The model of one folder. */
function modelIn(folder: string): string | undefined {
  return fileNames.map((name) => path.join(folder, name)).find((file) => existsSync(file));
}

const namesIn = (folder: string): string[] => (isFolder(folder) ? readdirSync(folder).sort() : []);

/** The folders with a model among those of an experiment: kept models if there are any, else those of trials. */
function modelsOf(experiment: string): string[] {
  for (const folder of modelFolders) {
    const all = namesIn(path.join(experiment, folder)).map((name) => path.join(experiment, folder, name));
    const found = all.filter((place) => modelIn(place) !== undefined);
    if (found.length > 0) return found;
  }
  return [];
}

/** The models near a path that does not exist, the one with the nearest name first. */
function modelsNear(place: string): string[] {
  let folder = path.dirname(place);
  while (!isFolder(folder)) folder = path.dirname(folder);
  const around = namesIn(folder).map((name) => path.join(folder, name));
  const own = around.filter((each) => each.endsWith(".onnx") || modelIn(each) !== undefined);
  const inside = [folder, ...around].flatMap(modelsOf);
  return nearestFirst(place, [...new Set([...own, ...inside])]);
}

function refuseNothing(text: string): never {
  const near = modelsNear(path.normalize(text));
  const remedy = near.length === 0 ? "check the path" : `nearest: ${firstOf(near, mostListed)}`;
  return refuse(text, "an ONNX file, or a folder written by train or compare", "no such file or folder", remedy);
}

/**
 * The ONNX file of a model.
 * @param text an ONNX file; the folder of a trained model or of a trial; or that of an experiment with a single model
 * @throws UsageError where there is no model, or several to choose from
 */
export function locateModel(text: string): string {
  if (!existsSync(text)) return refuseNothing(text);
  if (!isFolder(text)) return text;
  const own = modelIn(text);
  if (own !== undefined) return own;
  const models = modelsOf(text);
  if (models.length === 1) return modelIn(models[0])!;
  if (models.length === 0) {
    const expected = `a folder with ${fileNames.join(" or ")}`;
    return refuse(
      text,
      expected,
      "a folder without a model",
      "give a folder written by softlabel train or compare, or an ONNX file",
    );
  }
  return refuse(
    text,
    "the folder of one model",
    `an experiment with ${models.length}`,
    `name one: ${firstOf(models, mostListed)}`,
  );
}
