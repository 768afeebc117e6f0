// The names of methods, models, optimizers, schedules and data sets, as text below the help.
import { methodTable, type ParameterDefinition } from "@softlabel/core";
import { formatValue } from "@softlabel/core/internal";
import { augmentationTable, modelTable, optimizerTable, scheduleTable } from "@softlabel/engine/internal";
import { datasetTable } from "@softlabel/data/internal";
import { noiseTable } from "@softlabel/experiment/internal";

/** A row of any of the tables. */
interface Row {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly ParameterDefinition[];
}

const sections: readonly (readonly [title: string, rows: readonly Row[]])[] = [
  ["Methods", methodTable],
  ["Label noise", noiseTable],
  ["Models", modelTable],
  ["Optimizers", optimizerTable],
  ["Schedules", scheduleTable],
  ["Augmentations", augmentationTable],
  ["Data sets", datasetTable.map(({ name, help, parameters }) => ({ name, summary: help, parameters }))],
];

/** Breaks a text into lines of at most `width` columns. */
function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** "label smoothing: …; alpha=0.1, over=all" beside the name, further lines indented. */
function describeRow({ name, summary, parameters }: Row, indent: number, width: number): string[] {
  const usual = parameters.map((parameter) => `${parameter.name}=${formatValue(parameter.default)}`);
  const text = usual.length === 0 ? summary : `${summary} (${usual.join(", ")})`;
  const [first, ...rest] = wrap(text, width - indent);
  return [`  ${name}`.padEnd(indent) + first, ...rest.map((line) => " ".repeat(indent) + line)];
}

/** All tables as text of at most `width` columns. */
export function reference(width = 100): string {
  const indent = Math.max(...sections.flatMap(([, rows]) => rows.map(({ name }) => name.length))) + 4;
  const blocks = sections.map(([title, rows]) =>
    [`${title}:`, ...rows.flatMap((row) => describeRow(row, indent, width))].join("\n"),
  );
  const how = "Syntax: name:parameter=value,parameter=value. Parameters and their defaults are in brackets.";
  return ["", [...blocks, how].join("\n\n")].join("\n");
}
