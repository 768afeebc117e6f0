// softlabel train: one model with one method and one seed, as an ONNX file with a model card.
import path from "node:path";
import { methodTable, parseMethod } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import {
  isArm,
  methodsIn,
  modelFiles,
  numberField,
  tableWords,
  teacherOfSeed,
  textField,
  toJson,
  type TrainedModel,
} from "@softlabel/experiment/internal";
import type { RunEvent } from "../run/runTrials.ts";
import { planTraining, trainModel } from "../run/trainModel.ts";
import { scoreInWords } from "@softlabel/report/internal";
import { announce } from "./announce.ts";
import { abortOnInterrupt, commandLine, prepare, type ExperimentFlags } from "./experimentOptions.ts";
import { writeCard } from "./models.ts";
import { Progress } from "./progress.ts";
import { say } from "./print.ts";
import { openTensorboard, tensorboardLine } from "./tensorboard.ts";

/** A method's canonical text; a range stands for several. */
function oneMethod(text: string): string {
  const range = isArm(text) ? [] : methodsIn(text);
  check(range.length < 2, "--method", "one method", text, "softlabel compare --methods takes a range");
  return parseMethod(text).toString();
}

/** The options that train has instead of several methods and seeds. */
export const trainFields = {
  method: textField(
    {
      name: "method",
      flag: "--method <method>",
      help: "method of softening; hard for none",
      default: "smooth:0.1",
      completion: tableWords(methodTable),
    },
    oneMethod,
  ),
  seed: numberField(
    {
      name: "seed",
      flag: "--seed <number>",
      help: "seed of the initial parameters and of the order of batches",
      default: 1,
    },
    { from: 0, to: Number.MAX_SAFE_INTEGER, integer: true },
  ),
};

/** Options of train. */
export interface TrainCommandOptions extends ExperimentFlags {
  readonly method?: unknown;
  readonly seed?: unknown;
}

/** The scores in one or two lines. */
function summarize({ result, data }: TrainedModel): string {
  const { test, temperature, testScaled } = result;
  const balanced =
    data.accuracyMetric === "accuracy"
      ? "Accuracy"
      : `Balanced accuracy ${scoreInWords("balancedAccuracy", test.balancedAccuracy)}, accuracy`;
  const lines = [
    `${balanced} ${scoreInWords("accuracy", test.accuracy)} on ${data.testCount} test ${data.noun}s; mean confidence ${scoreInWords("meanConfidence", test.meanConfidence)}, ECE ${scoreInWords("ece", test.ece)}.`,
  ];
  if (temperature !== null && testScaled !== null)
    lines.push(
      `After temperature scaling (T = ${temperature.toFixed(2)}): ECE ${scoreInWords("ece", testScaled.ece)}.`,
    );
  return lines.join("\n");
}

/** Trains the model and sets the exit code: 1 if the run failed, 130 after Ctrl-C. */
export async function train(data: string | undefined, options: TrainCommandOptions): Promise<void> {
  const method = trainFields.method.parse(options.method ?? trainFields.method.default);
  const seed = trainFields.seed.parse(options.seed ?? trainFields.seed.default);
  const prepared = await prepare(data, { ...options, seeds: 1 });
  const { teacher } = prepared.experiment;
  const taught = teacher === undefined ? {} : { teacher: teacherOfSeed({ teacher, seed }) };
  const experiment = { ...prepared.experiment, ...taught, methods: [method] };
  const signal = abortOnInterrupt();
  const progress = new Progress(process.stderr, experiment.epochs);
  const out = options.out === undefined ? {} : { out: options.out };
  const { dataset, runtime, location } = prepared;
  const { takeOver } = options;
  const run = { experiment, seed, dataset, runtime, signal, takeOver, ...location, ...out, command: commandLine() };
  const plan = planTraining(run);
  const runs = await openTensorboard(plan.folder, options.tensorboard);
  const onEvent = (event: RunEvent): void => {
    progress.handle(event);
    runs?.follow(event);
  };
  say(announce(plan.record), options.json);
  const { model, failures } = await trainModel(plan, { ...run, onEvent });
  progress.end();
  for (const { message, stack } of failures)
    process.stderr.write(`softlabel: the run failed: ${options.debug === true ? stack : message}\n`);
  if (model === undefined) {
    if (signal.aborted) process.stderr.write("Interrupted; run the same command to continue.\n");
    process.exitCode = signal.aborted ? 130 : 1;
    return;
  }
  runs?.writeTraining(model.result, model.data.classes.length);
  const card = writeCard(plan.folder, model);
  if (options.json === true) process.stdout.write(toJson(model));
  say(
    `${summarize(model)}\n\nModel:   ${path.join(plan.folder, modelFiles.deployable)}\nCard:    ${card}\nPredict: npx softlabel predict ${plan.folder} NEW-ROWS\n${tensorboardLine(options.tensorboard)}`,
    options.json,
  );
}
