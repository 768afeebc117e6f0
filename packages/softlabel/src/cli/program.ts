// The command line's shape: sub-commands, and flags made from the table of experiment fields.
import { Command, type CommanderError, InvalidArgumentError } from "commander";
import { type Range } from "@softlabel/core";
import { describeRange, inRange } from "@softlabel/core/internal";
import { dataFields, experimentFields, type Field, version } from "@softlabel/experiment/internal";
import { compare, type CompareOptions } from "./compare.ts";
import { completionScript } from "./completion/completion.ts";
import { shells } from "./completion/shells.ts";
import { data } from "./data.ts";
import type { ExperimentFlags } from "./experimentOptions.ts";
import { evaluate, type EvaluateOptions } from "./evaluate.ts";
import { figureFormatNames, tableFormatNames } from "./exportReport.ts";
import { explain } from "./explain.ts";
import { withFlagHint } from "./flagHints.ts";
import { predictCommand, predictFields, type PredictCommandOptions } from "./predict.ts";
import { reference } from "./reference.ts";
import { report, type ReportOptions } from "./report.ts";
import { tensorboardFlag } from "./tensorboard.ts";
import { train, trainFields, type TrainCommandOptions } from "./train.ts";

const workersRange: Range = { from: 1, to: 1024, integer: true };

function parseWorkers(text: string): number {
  if (inRange(Number(text), workersRange)) return Number(text);
  throw new InvalidArgumentError(`Expected ${describeRange(workersRange)}.`);
}

/** Adds a flag for each field but the positional one; its parsing stays with the row. */
function addFieldFlags(command: Command, fields: readonly Field<unknown>[]): Command {
  for (const { flag, help, default: usual } of fields) {
    const shown = Array.isArray(usual) ? usual.join(" ") : String(usual);
    const isPlain = usual === undefined || typeof usual === "boolean";
    if (flag.startsWith("--")) command.option(flag, isPlain ? help : `${help} (default: ${shown})`);
  }
  return command;
}

/** A command that trains: the data as its argument, then the flags that all such commands have. */
function addTraining(program: Command, name: string, description: string, fields: readonly Field<unknown>[]): Command {
  const { data } = experimentFields;
  const command = program.command(name).description(description);
  command.argument(data.flag, `${data.help} (default: ${data.default})`);
  return addFieldFlags(command, fields)
    .option("--data-dir <folder>", "where data sets lie (searched before $SOFTLABEL_DATA and the cache folder)")
    .option(...tensorboardFlag)
    .option("--json", "print the results as one JSON document and nothing else on standard output")
    .option("--debug", "print stack traces")
    .addHelpText("after", () => reference());
}

function addCompare(program: Command): void {
  const description = "train with hard and softened targets over several seeds and say what softening bought";
  addTraining(program, "compare", description, Object.values(experimentFields))
    .option("--workers <count>", "trainings at the same time (default: one a core)", parseWorkers)
    .option("--out <folder>", "where the records go (default: a folder under experiments, named by data and options)")
    .option(
      "--claims [name...]",
      "check what the literature claims of softening, which takes extra trainings: all that the data allow, or those named (docs/claims.md)",
    )
    .option(
      "--keep-models",
      "keep the best run of each method by validation log loss under models in the folder, as train leaves a model",
    )
    .action((data: string | undefined, options: CompareOptions) => compare(data, options));
}

function addTrain(program: Command): void {
  const { methods, choose, primary, seeds, baselines, ...shared } = experimentFields;
  const description = "train one model with one method and leave it as an ONNX file beside a card that describes it";
  addTraining(program, "train", description, [...Object.values(trainFields), ...Object.values(shared)])
    .option("--out <folder>", "where the model goes (default: a folder under models, named by data and options)")
    .action((data: string | undefined, options: TrainCommandOptions) => train(data, options));
}

const predictHelp = `
MODEL is a folder that train or compare left, or any ONNX classifier. DATA is a table (CSV, TSV, Parquet, JSON, a SQL
query), an image, a folder of images, a CSV file that lists them, idx files, or data with a name. No labels are needed.

  softlabel predict models/penguins new.csv --out predictions.csv
  softlabel predict models/penguins "select * from 'new.parquet' where year = 2009" --format json
  softlabel predict classifier.onnx photos --top 3 --out predictions.parquet`;

function addPredict(program: Command): void {
  const command = program
    .command("predict")
    .description("predict new rows with a model: the class and a probability per class, in the order of the rows")
    .argument("<model>", "a folder that train or compare left, or an ONNX file")
    .argument("<data>", "the rows to predict; labels are not needed");
  addFieldFlags(command, Object.values(predictFields))
    .option("--unscaled", "leave temperature scaling out")
    .option("--data-dir <folder>", "where data sets lie (searched before $SOFTLABEL_DATA and the cache folder)")
    .option("--json", "print what came of it as one JSON document on standard output; needs --out")
    .option("--debug", "print stack traces")
    .addHelpText("after", predictHelp)
    .action((model: string, data: string, options: PredictCommandOptions) => predictCommand(model, data, options));
}

const completionHelp = `
Load it in every new shell:

  bash: add to ~/.bashrc:   eval "$(softlabel completion bash)"
  zsh:  add to ~/.zshrc:    source <(softlabel completion zsh)
  fish: write it once:      softlabel completion fish > ~/.config/fish/completions/softlabel.fish`;

const evaluateHelp = `
FILE is a table (CSV, TSV, Parquet, JSON, a SQL query) with a label column and a column of scores a class; a .npz file
with arrays such as logits and labels, val_logits and val_labels; a .npy file beside one of labels; or a folder of such.
Give each method a name and its seeds a pattern:

  softlabel evaluate predictions.csv
  softlabel evaluate hard=hard.csv smooth=smooth.npz
  softlabel evaluate "hard=runs/hard-s*.csv" "smooth=runs/smooth-s*.csv" --label species --split part`;

function addEvaluate(program: Command): void {
  program
    .command("evaluate")
    .description("predictions of any program: metrics, temperature, verdicts and report, with nothing trained")
    .argument("<file...>", "predictions, a method each, or method=file; with * or {seed} a file a seed")
    .option("--label <column>", "the column, or the array, with the true classes (default: label, y, target, …)")
    .option("--columns <column...>", "the columns of scores, a class each; one star allowed (default: prob_…, p0, …)")
    .option("--scores <kind>", "logits or probabilities (default: told apart by their values)")
    .option("--split <column>", "the column that tells test from validation rows (default: split where there is one)")
    .option(
      "--id <column>",
      "the column, or the array, that names the rows: it aligns several files (default: id where there is one)",
    )
    .option("--no-id", "trust the order of the rows")
    .option("--validation <file...>", "predictions of validation rows, written as the others")
    .option("--baseline <method>", "what the others are compared with (default: the first)")
    .option(
      experimentFields.primary.flag,
      experimentFields.primary.help.replace("declared before training", "declared"),
    )
    .option("--lenient", "leave rows that are wrong out of every file, instead of refusing them")
    .option("--out <folder>", "where results and report go (default: a folder under evaluations)")
    .option("--json", "print the results as one JSON document and nothing else on standard output")
    .option("--debug", "print stack traces")
    .addHelpText("after", evaluateHelp)
    .action((files: string[], options: EvaluateOptions) => evaluate(files, options));
}

function addData(program: Command): void {
  const { data: place, ...reading } = dataFields;
  const command = program
    .command("data")
    .description("list the data sets that have a name, or describe one's own data");
  command.argument(place.flag, `${place.help}; all that have a name where left out`);
  addFieldFlags(command, Object.values(reading))
    .option("--data-dir <folder>", "where data sets lie (searched before $SOFTLABEL_DATA and the cache folder)")
    .option("--json", "print one JSON document and nothing else on standard output")
    .option("--debug", "print stack traces")
    .action((text: string | undefined, options: ExperimentFlags) => data(text, options));
}

function addReport(program: Command): void {
  program
    .command("report")
    .description("make results.json and report.html again from an experiment's records")
    .argument("<folder>", "the experiment's folder")
    .option("--figures <format>", `write every plot into figures in the folder: ${figureFormatNames.join(", ")}`)
    .option("--table <format>", `write the tables into tables in the folder: ${tableFormatNames.join(", ")}`)
    .option(...tensorboardFlag)
    .option("--json", "print the results as one JSON document and nothing else on standard output")
    .option("--debug", "print stack traces")
    .action((folder: string, options: ReportOptions) => report(folder, options));
}

function addExplain(program: Command): void {
  program
    .command("explain")
    .description("show a method's targets, the optimum it pulls to, and the same α in other libraries")
    .argument("<method>", "as --methods of compare takes it")
    .option("--classes <count>", "number of classes", "10")
    .option("--debug", "print stack traces")
    .action((method: string, options: { classes: string }) => explain(method, options));
}

function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print a script that completes softlabel's commands, options and their values in a shell")
    .argument("<shell>", `${shells.join(", ")}; --help says how to load the script`)
    .addHelpText("after", completionHelp)
    .action((shell: string) => void process.stdout.write(completionScript(program, shell)));
}

function throwInstead(error: CommanderError): never {
  throw error;
}

/** The whole command line. */
export function createProgram(): Command {
  const program = new Command("softlabel")
    .description("Train classifiers with softened targets and see, honestly, whether that helped.")
    .version(version)
    .showHelpAfterError("(softlabel --help, or softlabel COMMAND --help, lists what there is)")
    .configureHelp({ helpWidth: 100 })
    .exitOverride(throwInstead);
  addCompare(program);
  addTrain(program);
  addPredict(program);
  addEvaluate(program);
  addData(program);
  addReport(program);
  addExplain(program);
  addCompletion(program);
  for (const command of program.commands) {
    command.copyInheritedSettings(program).exitOverride(throwInstead).showSuggestionAfterError(false);
    const flags = command.options.flatMap(({ long }) => long?.slice(2) ?? []);
    command.configureOutput({ outputError: (text, write) => write(withFlagHint(text, flags)) });
  }
  return program;
}
