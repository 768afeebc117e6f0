// The command line as data, for completion: commands, options and what a shell offers for their values.
import type { Command, Option } from "commander";
import { methodTable } from "@softlabel/core";
import {
  claimTable,
  type Completion,
  dataFields,
  experimentFields,
  type Field,
  firstLabels,
  scoreKinds,
  tableWords,
} from "@softlabel/experiment/internal";
import { outputFormats } from "../../predict/output/openOutput.ts";
import { figureFormatNames, tableFormatNames } from "../exportReport.ts";
import { predictFields } from "../predict.ts";
import { trainFields } from "../train.ts";

/** The shells that softlabel completion supports. */
export const shells = ["bash", "zsh", "fish"] as const;

/** How many values an option takes. */
type Takes = "none" | "one" | "many";

/** An option of a command. */
export interface CompletedOption {
  /** With its dashes. */
  readonly flag: string;
  readonly help: string;
  readonly takes: Takes;
  readonly completion: Completion;
}

/** A command. */
export interface CompletedCommand {
  readonly name: string;
  readonly help: string;
  readonly options: readonly CompletedOption[];
  /** Of its arguments. */
  readonly completion: Completion;
}

const fields: readonly Field<unknown>[] = [...Object.values(experimentFields), ...Object.values(trainFields)];

/** Options of commands in which the same name has another meaning. */
const ownFields: Readonly<Record<string, readonly Field<unknown>[]>> = {
  predict: Object.values(predictFields),
  evaluate: [],
};

/** Completions of options that are not fields of an experiment. */
const others: Readonly<Record<string, Completion>> = {
  "--claims": { words: claimTable.map(({ id }) => id) },
  "--labels-from": { words: firstLabels.map(String) },
  "--scores": { words: scoreKinds },
  "--format": { words: outputFormats },
  "--figures": { words: figureFormatNames },
  "--table": { words: tableFormatNames },
};

/** Values that are files or folders, by what stands for them. */
const places = /file|folder|model/;

/** Completions of arguments, by name. */
const argumentsByName: Readonly<Record<string, Completion>> = {
  data: dataFields.data.completion ?? {},
  method: tableWords(methodTable),
  shell: { words: shells },
};

function completionOf(command: string, { long, flags }: Option): Completion {
  const row = (ownFields[command] ?? fields).find(({ flag }) => flag.split(" ")[0] === long);
  return row?.completion ?? others[long ?? ""] ?? (places.test(flags.split(" ")[1] ?? "") ? { files: true } : {});
}

function takesOf({ required, optional, variadic }: Option): Takes {
  if (!required && !optional) return "none";
  return variadic ? "many" : "one";
}

/** Up to the first colon, bracket or end of a sentence: shells show it beside the option. */
const shortened = (text: string): string => text.split(/[:;(]|\. /)[0].trim();

function describe(command: Command): CompletedCommand {
  const visible = command.createHelp().visibleOptions(command);
  const options = visible.map((option): CompletedOption => ({
    flag: option.long ?? option.flags,
    help: shortened(option.description),
    takes: takesOf(option),
    completion: completionOf(command.name(), option),
  }));
  // What is offered for one argument is offered for all: which one stands at the cursor is not told apart.
  const completion: Completion = command.registeredArguments
    .map((argument) => argumentsByName[argument.name()] ?? { files: true })
    .reduce<Completion>((all, each) => ({ ...all, ...each }), {});
  return { name: command.name(), help: shortened(command.description()), options, completion };
}

/** Every command of the program. */
export function commandsOf(program: Command): CompletedCommand[] {
  return program.commands.map(describe);
}
