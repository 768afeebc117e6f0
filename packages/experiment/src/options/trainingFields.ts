// Training options: augmentation, optimizer, schedule, length, seeds, threads, runtime.
import { parseOptimizer, parseSchedule } from "@softlabel/engine";
import { augmentationTable, optimizerTable, scheduleTable, trainingDefaults } from "@softlabel/engine/internal";
import { anyRuntime, parseRuntime, runtimeNames } from "./runtimeName.ts";
import { augmentationOf, noAugmentation } from "./augment.ts";
import { numberField, tableWords, textField } from "./fieldKinds.ts";

const counting = { from: 1, to: Infinity, integer: true } as const;

/** Training options. */
export const trainingFields = {
  augment: textField(
    {
      name: "augment",
      flag: "--augment <changes>",
      help: "data augmentation: flip+shift:4, crop:4+mixup:0.2",
      default: noAugmentation,
      completion: tableWords(augmentationTable, noAugmentation),
    },
    (text) => augmentationOf(text)?.toString() ?? noAugmentation,
  ),
  optimizer: textField(
    {
      name: "optimizer",
      flag: "--optimizer <optimizer>",
      help: "optimizer with its settings: sgd, adam, adamw or rmsprop",
      default: trainingDefaults.optimizer,
      completion: tableWords(optimizerTable),
    },
    (text) => parseOptimizer(text).toString(),
  ),
  lr: numberField(
    { name: "lr", flag: "--lr <rate>", help: "learning rate, instead of the optimizer's", default: undefined },
    { from: 0, to: Infinity, open: "from" },
  ),
  schedule: textField(
    {
      name: "schedule",
      flag: "--schedule <schedule>",
      help: "learning rate schedule: constant, step, cosine or one-cycle",
      default: trainingDefaults.schedule,
      completion: tableWords(scheduleTable),
    },
    (text) => parseSchedule(text).toString(),
  ),
  batchSize: numberField(
    { name: "batchSize", flag: "--batch-size <rows>", help: "batch size", default: trainingDefaults.batchSize },
    counting,
  ),
  epochs: numberField(
    {
      name: "epochs",
      flag: "--epochs <count>",
      help: "passes over the training data",
      default: trainingDefaults.epochs,
    },
    counting,
  ),
  steps: numberField(
    {
      name: "steps",
      flag: "--steps <count>",
      help: "optimizer steps per run, instead of --epochs",
      default: undefined,
    },
    counting,
  ),
  patience: numberField(
    {
      name: "patience",
      flag: "--patience <epochs>",
      help: "early stopping: epochs without a lower validation log loss before stopping; the best epoch is kept",
      default: undefined,
    },
    counting,
  ),
  seeds: numberField({ name: "seeds", flag: "--seeds <count>", help: "runs per method", default: 5 }, counting),
  threads: numberField(
    {
      name: "threads",
      flag: "--threads <count>",
      help: "threads per run; results depend on it",
      default: trainingDefaults.threads,
    },
    { from: 1, to: 1024, integer: true },
  ),
  runtime: textField(
    {
      name: "runtime",
      flag: "--runtime <runtime>",
      help: "ONNX Runtime: node (onnxruntime-node), wasm (onnxruntime-web), or auto (node if installed); results depend on it",
      default: anyRuntime,
      completion: { words: [anyRuntime, ...runtimeNames] },
    },
    (text) => parseRuntime(text.trim()),
  ),
};
