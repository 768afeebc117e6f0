// Simple models beside the network: their rows in tables of scores, and where the network is not better.
import type { Results, SimpleBaseline } from "@softlabel/experiment/internal";
import type { ScoredMethod } from "./scores.ts";

const names: Readonly<Record<SimpleBaseline["model"], string>> = { majority: "majority", linear: "linear model" };

/** A row of a score table for a simple model. */
interface SimpleRow extends ScoredMethod {
  readonly name: string;
}

/** The rows, the simplest model first. */
export function simpleRows({ simpleBaselines = [] }: Pick<Results, "simpleBaselines">): SimpleRow[] {
  return simpleBaselines.map(({ model, fits }) => ({ name: names[model], trials: fits }));
}

/** Where the network is not better; and that a linear model was fitted to fewer rows than the network, where it was. */
export function simpleSentences({ simpleBaselines = [], data }: Pick<Results, "simpleBaselines" | "data">): string[] {
  const sentences = simpleBaselines.flatMap(({ sentence }) => sentence ?? []);
  const [rows] = simpleBaselines.flatMap(({ fits }) => fits.map((fit) => fit.rows)).sort((a, b) => a - b);
  if (rows === undefined || rows >= data.trainCount) return sentences;
  const shown = [rows, data.trainCount].map((count) => count.toLocaleString("en-US"));
  return [
    ...sentences,
    `The linear model was fitted to ${shown[0]} of the ${shown[1]} training rows, drawn at random.`,
  ];
}
