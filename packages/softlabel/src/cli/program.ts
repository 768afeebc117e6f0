// The command line: sub-commands, and flags made from the table of experiment fields.
import { Command, type CommanderError, InvalidArgumentError } from "commander";
import { type Range } from "@softlabel/core";
import { describeRange, inRange } from "@softlabel/core/internal";
import {
  dataFields,
  experimentFields,
  type Field,
  type FirstLabel,
  firstLabels,
  methodFields,
  renormaliseTolerance,
  trainingFields,
  version,
} from "@softlabel/experiment/internal";
import { compare, type CompareOptions } from "./compare.ts";
import { completionScript } from "./completion/completion.ts";
import { shells } from "./completion/commandTable.ts";
import { data } from "./data.ts";
import type { ExperimentFlags } from "./experimentOptions.ts";
import { evaluate, type EvaluateOptions } from "./evaluate.ts";
import { figureFormatNames, tableFormatNames } from "./exportReport.ts";
import { explain } from "./explain.ts";
import { withFlagHint } from "./flagHints.ts";
import { predictCommand, predictFields, type PredictCommandOptions } from "./predict.ts";
import { queue, queueActions, worker, type WorkerFlags } from "./queue.ts";
import { reference } from "./reference.ts";
import { report, type ReportOptions } from "./report.ts";
import { tensorboardFlag } from "./tensorboard.ts";
import { train, trainFields, type TrainCommandOptions } from "./train.ts";

const workersRange: Range = { from: 1, to: 1024, integer: true };

function parseWorkers(text: string): number {
  if (inRange(Number(text), workersRange)) return Number(text);
  throw new InvalidArgumentError(`Expected ${describeRange(workersRange)}.`);
}

/** Adds a flag for each field except the argument; parsing stays with the row. */
function addFieldFlags(command: Command, fields: readonly Field<unknown>[]): Command {
  for (const { flag, help, default: usual } of fields) {
    const shown = Array.isArray(usual) ? usual.join(" ") : String(usual);
    const isPlain = usual === undefined || typeof usual === "boolean";
    if (flag.startsWith("--")) command.option(flag, isPlain ? help : `${help} (default: ${shown})`);
  }
  return command;
}

/** Flags that several commands have, as arguments of `option`. */
const shared = {
  dataDir: ["--data-dir <folder>", "folder of known data sets (searched before $SOFTLABEL_DATA and the cache folder)"],
  json: ["--json", "print the results as one JSON document and nothing else on standard output"],
  debug: ["--debug", "print stack traces"],
  plain: ["--plain", "allow an unencrypted connection to a queue on another machine"],
} as const;

/** Headings of the help, with the fields below each. */
const fieldGroups: readonly (readonly [heading: string, fields: Readonly<Record<string, Field<unknown>>>])[] = [
  ["Data:", dataFields],
  ["Methods and model:", { ...trainFields, ...methodFields }],
  ["Training:", trainingFields],
];

/** A command that trains: the data as its argument, then the flags that all such commands have. */
function addTraining(program: Command, name: string, description: string, fields: readonly Field<unknown>[]): Command {
  const { data } = experimentFields;
  const command = program.command(name).description(description);
  command.argument(data.flag, `${data.help} (default: ${data.default})`);
  for (const [heading, group] of fieldGroups) {
    const own = Object.values(group).filter((field) => fields.includes(field));
    addFieldFlags(command.optionsGroup(heading), own);
  }
  return command
    .optionsGroup("Running and output:")
    .option(...shared.dataDir)
    .option(...tensorboardFlag)
    .option("--take-over", "use a folder whose lock names another machine, or this one before its last start")
    .option(...shared.json)
    .option(...shared.debug)
    .addHelpText("after", () => reference());
}

function addCompare(program: Command): void {
  const description =
    "train with hard and softened labels over several seeds, and report what softening gained and lost";
  addTraining(program, "compare", description, Object.values(experimentFields))
    .option("--workers <count>", "parallel runs (default: one per core)", parseWorkers)
    .option(
      "--queue [address]",
      "train on the workers of a queue, such as redis://host (default: $SOFTLABEL_QUEUE_URL; docs/queue.md)",
    )
    .option(...shared.plain)
    .option("--out <folder>", "folder for the records (default: a folder in experiments, named by data and options)")
    .option(
      "--claims [name...]",
      "check claims of the literature about softening, with additional runs: all that the data allow, or those named (docs/claims.md)",
    )
    .option(
      "--keep-models",
      "save the best run of each method by validation log loss in the folder models, as train does",
    )
    .action((data: string | undefined, options: CompareOptions) => compare(data, options));
}

function addTrain(program: Command): void {
  const { methods, choose, primary, seeds, baselines, ...others } = experimentFields;
  const description = "train one model with one method, and save it as an ONNX file with a model card";
  addTraining(program, "train", description, [...Object.values(trainFields), ...Object.values(others)])
    .option("--out <folder>", "folder for the model (default: a folder in models, named by data and options)")
    .action((data: string | undefined, options: TrainCommandOptions) => train(data, options));
}

const predictHelp = `
MODEL is a folder written by train or compare, or any ONNX classifier. DATA is a table (CSV, TSV, Parquet, JSON, a SQL
query), an image, a folder of images, a CSV file that lists images, idx files, or a known data set. Labels are optional.

  softlabel predict models/penguins new.csv --out predictions.csv
  softlabel predict models/penguins "select * from 'new.parquet' where year = 2009" --format json
  softlabel predict classifier.onnx photos --top 3 --out predictions.parquet`;

function addPredict(program: Command): void {
  const command = program
    .command("predict")
    .description("predict new rows with a model: the class and a probability per class, in input order")
    .argument("<model>", "a folder written by train or compare, or an ONNX file")
    .argument("<data>", "the rows to predict; labels are optional");
  addFieldFlags(command, Object.values(predictFields))
    .option("--unscaled", "skip temperature scaling")
    .option(...shared.dataDir)
    .option("--json", "print a summary as one JSON document on standard output; needs --out")
    .option(...shared.debug)
    .addHelpText("after", predictHelp)
    .action((model: string, data: string, options: PredictCommandOptions) => predictCommand(model, data, options));
}

const completionHelp = `
Load it in every new shell:

  bash: add to ~/.bashrc:   eval "$(softlabel completion bash)"
  zsh:  add to ~/.zshrc:    source <(softlabel completion zsh)
  fish: write it once:      softlabel completion fish > ~/.config/fish/completions/softlabel.fish`;

const evaluateHelp = `
FILE is a table (CSV, TSV, Parquet, JSON, a SQL query) with a label column and one column of scores per class; a .npz
file with arrays such as logits and labels, val_logits and val_labels; a .npy file next to one of labels; or a folder of
.npy files. Give each method a name, and use a pattern for its seeds:

  softlabel evaluate predictions.csv
  softlabel evaluate hard=hard.csv smooth=smooth.npz
  softlabel evaluate "hard=runs/hard-s*.csv" "smooth=runs/smooth-s*.csv" --label species --split part`;

function parseFirstLabel(text: string): FirstLabel {
  const found = firstLabels.find((first) => String(first) === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Expected ${firstLabels.join(" or ")}.`);
}

function addEvaluate(program: Command): void {
  program
    .command("evaluate")
    .description(
      "evaluate predictions of any program: metrics, temperature scaling, verdicts and report, without training",
    )
    .argument(
      "<file...>",
      "predictions, one method per argument: file or method=file; with * or {seed}, one file per seed",
    )
    .option("--label <column>", "column or array with the true classes (default: label, y, target, …)")
    .option("--columns <column...>", "columns of scores, one per class; one * allowed (default: prob_…, p0, …)")
    .option("--labels-from <number>", "first class number, 0 or 1 (default: 0 unless certainly 1)", parseFirstLabel)
    .option("--scores <kind>", "logits or probabilities (default: detected from the values)")
    .option("--split <column>", "column that marks test and validation rows (default: split, if there is one)")
    .option(
      "--id <column>",
      "column or array that identifies the rows and aligns several files (default: id, if present)",
    )
    .option("--no-id", "rely on the order of the rows")
    .option("--validation <file...>", "predictions for validation rows, given like the others")
    .option("--baseline <method>", "method that the others are compared with (default: the first)")
    .option(
      experimentFields.primary.flag,
      experimentFields.primary.help.replace("declared before training", "declared"),
    )
    .option(
      "--renormalise",
      `divide rows of probabilities that sum to one within ${renormaliseTolerance} by their sums`,
    )
    .option("--lenient", "skip invalid rows in every file instead of refusing them")
    .option("--out <folder>", "folder for results and report (default: a folder in evaluations)")
    .option(...shared.json)
    .option(...shared.debug)
    .addHelpText("after", evaluateHelp)
    .action((files: string[], options: EvaluateOptions) => evaluate(files, options));
}

function addData(program: Command): void {
  const { data: place, ...reading } = dataFields;
  const command = program.command("data").description("list the known data sets, or describe your own data");
  command.argument(place.flag, `${place.help} (default: list the known data sets)`);
  addFieldFlags(command, Object.values(reading))
    .option(...shared.dataDir)
    .option(...shared.json)
    .option(...shared.debug)
    .action((text: string | undefined, options: ExperimentFlags) => data(text, options));
}

function addReport(program: Command): void {
  program
    .command("report")
    .description("rebuild results.json and report.html from the records of an experiment")
    .argument("<folder>", "folder of the experiment")
    .option("--figures <format>", `save every plot in the folder figures: ${figureFormatNames.join(", ")}`)
    .option("--table <format>", `save the tables in the folder tables: ${tableFormatNames.join(", ")}`)
    .option(...tensorboardFlag)
    .option(...shared.json)
    .option(...shared.debug)
    .action((folder: string, options: ReportOptions) => report(folder, options));
}

const queueAddress = "address such as redis://host, without a password (default: $SOFTLABEL_QUEUE_URL)";

function addWorker(program: Command): void {
  program
    .command("worker")
    .description("train runs that softlabel compare --queue puts into a queue, on this machine (docs/queue.md)")
    .argument("[address]", queueAddress)
    .option("--slots <count>", "runs at once (default: one per core)", parseWorkers)
    .option(...shared.dataDir)
    .option("--cache <folder>", "folder for inputs and unfinished runs (default: queue in the cache folder)")
    .option("--exit-when-idle <time>", "end when nothing has come for so long, such as 90s, 10m or 1h")
    .option(experimentFields.runtime.flag, experimentFields.runtime.help)
    .option(...shared.plain)
    .option(...shared.debug)
    .action((address: string | undefined, options: WorkerFlags) => worker(address, options));
}

function addQueue(program: Command): void {
  program
    .command("queue")
    .description("check the server of a queue, or list its workers")
    .argument("<action>", queueActions.join(" or "))
    .argument("[address]", queueAddress)
    .option(...shared.plain)
    .option(...shared.debug)
    .action((action: string, address: string | undefined, options: WorkerFlags) => queue(action, address, options));
}

function addExplain(program: Command): void {
  program
    .command("explain")
    .description("show the targets of a method, the minimum of its loss, and the same α in other libraries")
    .argument("<method>", "a method, as for compare --methods")
    .option("--classes <count>", "number of classes", "10")
    .option(...shared.debug)
    .action((method: string, options: { classes: string }) => explain(method, options));
}

function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print the script with which a shell completes commands, options and values")
    .argument("<shell>", `${shells.join(", ")}; --help shows how to load the script`)
    .addHelpText("after", completionHelp)
    .action((shell: string) => void process.stdout.write(completionScript(program, shell)));
}

function throwInstead(error: CommanderError): never {
  throw error;
}

/** The whole command line. */
export function createProgram(): Command {
  const program = new Command("softlabel")
    .description("Train classifiers with softened labels and find out whether that helped.")
    .version(version)
    .showHelpAfterError("(softlabel --help lists the commands, softlabel COMMAND --help the options)")
    .configureHelp({ helpWidth: 100 })
    .exitOverride(throwInstead);
  addCompare(program);
  addTrain(program);
  addPredict(program);
  addEvaluate(program);
  addData(program);
  addReport(program);
  addExplain(program);
  addWorker(program);
  addQueue(program);
  addCompletion(program);
  for (const command of program.commands) {
    command.copyInheritedSettings(program).exitOverride(throwInstead).showSuggestionAfterError(false);
    const flags = command.options.flatMap(({ long }) => long?.slice(2) ?? []);
    command.configureOutput({
      outputError: (text, write) => write(withFlagHint(text.replace(/^error: /, "softlabel: "), flags)),
    });
  }
  return program;
}
