// softlabel data: lists the known data sets, or describes one.
import { fail } from "@softlabel/core/internal";
import { describeDataset, listDatasets, renderDatasets, renderDescription } from "@softlabel/data/internal";
import { dataFields, toJson } from "@softlabel/experiment/internal";
import { prepare, type ExperimentFlags } from "./experimentOptions.ts";
import { say } from "./print.ts";

/** Refuses a fraction: only training holds rows out. */
function checkPlace(validation: unknown): void {
  const remedy = "leave it out; compare and train hold out the fraction";
  if (validation !== undefined && typeof dataFields.validation.parse(validation) === "number")
    fail("--validation", "a file or folder of validation rows", validation, remedy);
}

/** Prints the list, or the description of the given data, as text or as JSON. */
export async function data(text: string | undefined, options: ExperimentFlags): Promise<void> {
  const json = options.json === true;
  if (text === undefined) {
    process.stdout.write(json ? toJson(listDatasets()) : `${renderDatasets()}\n`);
    return;
  }
  checkPlace(options.validation);
  const { dataset } = await prepare(text, options);
  const description = describeDataset(dataset);
  if (json) process.stdout.write(toJson(description));
  else say(`${renderDescription(description)}\n`, false);
}
