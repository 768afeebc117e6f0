// The card of a trained model, in Markdown: its data, method, scores, how to run it, and what it cannot promise.
import { counted, firstOf, grouped } from "@softlabel/core/internal";
import { methodTable, parseMethod } from "@softlabel/core";
import { describeClassWeights, describeNormalisation, type TrainedModel } from "@softlabel/experiment/internal";
import { describeLength } from "./describeLength.ts";
import { decimal, percentNumber } from "../base/format.ts";
import { describeColumns, scoreTables, writeScore, type ScoreColumn, type ScoreTable } from "../tables/scores.ts";
import { modelUsage } from "./usage/modelUsage.ts";

/** Class names that are listed; of more, the first ones. */
const listedClasses = 30;

/** How the model normalises pixels, also where it is deployed. */
function describePixels(normalise: string | undefined): string[] {
  if (normalise === undefined) return [];
  return [`Pixels v from 0 to 255 are normalised inside the model: ${describeNormalisation(normalise)}.`];
}

function dataSection({ data, training }: TrainedModel): string[] {
  const { title, noun, classes, trainCount, validationCount, testCount } = data;
  const wrong = training.noise === "none" ? [] : [`Labels were corrupted on purpose: \`${training.noise}\`.`];
  return [
    "## Data",
    `${title}. ${grouped(trainCount)} ${noun}s to train on, ${grouped(validationCount)} for validation, ${grouped(testCount)} for the test.`,
    `${classes.length} classes, in the order of the logits: ${firstOf(classes, listedClasses)}.`,
    ...describePixels(training.normalise),
    ...wrong,
    ...(data.notes ?? []),
    `Content hash of the data: \`${training.fingerprint.slice(0, 16)}\`.`,
  ];
}

/** Which epoch the model is of, where training stopped early. */
function keptSentence({ keptEpoch, epochs }: TrainedModel["result"]): string {
  const ran = counted(epochs.length, "epoch");
  return `The model is from epoch ${keptEpoch}, which has the lowest validation log loss of ${ran}.`;
}

function methodSection({ training, bestOf, result, data }: TrainedModel): string[] {
  const { name } = parseMethod(training.method);
  const terms = methodTable.filter((row) => name.split("+").includes(row.name));
  const { model, optimizer, schedule, batchSize, seed } = training;
  const chosen = bestOf === undefined || bestOf === 1 ? "" : `, the best of ${bestOf} by validation log loss`;
  return [
    "## Method",
    `\`${training.method}\`: ${terms.map(({ summary }) => summary).join("; with ")}.`,
    `Model \`${model}\`, optimizer \`${optimizer}\`, schedule \`${schedule}\`, batch size ${batchSize}, ${describeLength(training)}; seed ${seed}${chosen}.`,
    ...describeClassWeights(training, data),
    ...(result.keptEpoch === undefined ? [] : [keptSentence(result)]),
  ];
}

function cell(table: ScoreTable, column: ScoreColumn, { result }: TrainedModel): string {
  const scores = table.scores(result);
  const value = scores === null ? null : column.read(scores, result);
  return value === null ? "" : `${writeScore(column, value)} ${column.unit.label}`.trim();
}

/** The temperature in words, or why there is none. */
function describeTemperature({ temperature, temperatureWarning }: TrainedModel["result"]): string {
  if (temperature === null)
    return "No rows were held out, so no temperature was fitted: treat the confidence with caution.";
  const warning = temperatureWarning === undefined ? "" : ` ${temperatureWarning}`;
  return `Temperature ${decimal(temperature, 3)}, fitted on the validation rows: probabilities are softmax(logits / temperature).${warning}`;
}

const share = (value: number | null): string => (value === null ? "" : `${percentNumber(value)} %`);

/** Recall, precision and PR-AUC of each class, where classes are uneven. */
function classTable({ data, result: { classScores } }: TrainedModel): string[] {
  if (classScores === undefined) return [];
  const { counts, recall, precision, averagePrecision } = classScores;
  const rows = data.classes.slice(0, listedClasses).map((name, k) => {
    const cells = [recall, precision, averagePrecision].map(({ byClass }) => share(byClass[k]));
    return `| ${[name, grouped(counts[k]), ...cells].join(" | ")} |`;
  });
  const heading = ["| class | test rows | recall | precision | PR-AUC |", "| --- | ---: | ---: | ---: | ---: |"];
  return [[...heading, ...rows].join("\n")];
}

function scoreSection(model: TrainedModel): string[] {
  const all = scoreTables(model.data);
  const tables = all.filter((table) => table.scores(model.result) !== null);
  const { columns } = all[0];
  const rows = columns.map((column) => {
    const cells = tables.map((table) => cell(table, column, model));
    return `| ${[column.heading, ...cells].join(" | ")} |`;
  });
  return [
    "## Scores on the test set",
    [
      `| ${["", ...tables.map(({ title }) => title.toLowerCase())].join(" | ")} |`,
      `| --- |${tables.map(() => " ---: |").join("")}`,
      ...rows,
    ].join("\n"),
    ...classTable(model),
    describeColumns().join(" "),
    describeTemperature(model.result),
  ];
}

const limits = [
  "## Limits",
  [
    "- One run with one seed: neither the role of chance nor the effect of the method is known. `softlabel compare` measures both.",
    "- The scores apply to data like the test set. Elsewhere the confidence may be wrong without warning.",
    "- It always predicts one of its classes, even for inputs that belong to none.",
  ].join("\n"),
];

/** The card as Markdown. */
export function modelCard(model: TrainedModel): string {
  const parts = [dataSection, methodSection, scoreSection, modelUsage].flatMap((section) => section(model));
  const made = `Trained by softlabel ${model.softlabel}: \`${model.command}\`.`;
  return `${[`# ${model.data.title}`, made, ...parts, ...limits].join("\n\n")}\n`;
}
