// Options on how it is trained: augmentation, optimizer, schedule, length, seeds, validation rows, threads, runtime.
import {
  augmentationTable,
  optimizerTable,
  parseOptimizer,
  parseSchedule,
  scheduleTable,
  trainingDefaults,
} from "@softlabel/engine";
import { anyRuntime, parseRuntime, runtimeNames } from "./runtimeName.ts";
import { augmentationOf, noAugmentation } from "./augment.ts";
import { numberField, tableWords, textField } from "./fieldKinds.ts";

const counting = { from: 1, to: Infinity, integer: true } as const;

/** Rows on how it is trained. */
export const trainingFields = {
  augment: textField(
    {
      name: "augment",
      flag: "--augment <changes>",
      help: "changes of every training batch: flip+shift:4, crop:4+mixup:0.2",
      default: noAugmentation,
      completion: tableWords(augmentationTable, noAugmentation),
    },
    (text) => augmentationOf(text)?.toString() ?? noAugmentation,
  ),
  optimizer: textField(
    {
      name: "optimizer",
      flag: "--optimizer <optimizer>",
      help: "sgd, adam, adamw or rmsprop with settings",
      default: trainingDefaults.optimizer,
      completion: tableWords(optimizerTable),
    },
    (text) => parseOptimizer(text).toString(),
  ),
  lr: numberField(
    { name: "lr", flag: "--lr <rate>", help: "learning rate, in place of the optimizer's", default: undefined },
    { from: 0, to: Infinity, open: "from" },
  ),
  schedule: textField(
    {
      name: "schedule",
      flag: "--schedule <schedule>",
      help: "learning rate over time: constant, step, cosine or one-cycle",
      default: trainingDefaults.schedule,
      completion: tableWords(scheduleTable),
    },
    (text) => parseSchedule(text).toString(),
  ),
  batchSize: numberField(
    { name: "batchSize", flag: "--batch-size <rows>", help: "examples a step", default: trainingDefaults.batchSize },
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
      help: "in place of --epochs: optimizer steps of each training",
      default: undefined,
    },
    counting,
  ),
  patience: numberField(
    {
      name: "patience",
      flag: "--patience <epochs>",
      help: "stop after so many epochs without a lower validation log loss, and keep the best epoch",
      default: undefined,
    },
    counting,
  ),
  seeds: numberField(
    { name: "seeds", flag: "--seeds <count>", help: "trainings of each method", default: 5 },
    counting,
  ),
  threads: numberField(
    {
      name: "threads",
      flag: "--threads <count>",
      help: "threads of each training; the numbers depend on it",
      default: trainingDefaults.threads,
    },
    { from: 1, to: 1024, integer: true },
  ),
  runtime: textField(
    {
      name: "runtime",
      flag: "--runtime <runtime>",
      help: "ONNX Runtime to train with: node (onnxruntime-node), wasm (onnxruntime-web), or auto, node where it is installed; the numbers depend on it",
      default: anyRuntime,
      completion: { words: [anyRuntime, ...runtimeNames] },
    },
    (text) => parseRuntime(text.trim()),
  ),
};
