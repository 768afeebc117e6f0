// The one table of an experiment's options: flags, checks, defaults and help all come from its rows.
import { check } from "@softlabel/core";
import { parseOptimizer, parseSchedule, parseTuning, showTuning } from "@softlabel/engine";
import { canonicalMethod } from "./arm.ts";
import { checkCriterion, criterionNames } from "./choiceCriteria.ts";
import { numberField, textField, wordsIn, type Field } from "./fieldKinds.ts";
import { augmentationOf, noAugmentation } from "./augment.ts";
import { canonicalModel } from "./initialModel.ts";
import { parseNoise } from "./noise.ts";
import { describeUsualModels, usualModel, usualModelFor } from "./usualModel.ts";
import type { Dataset } from "../../data/index.ts";

/** Everything that determines the numbers of an experiment, each option in its canonical text. */
export interface ExperimentSpec {
  readonly data: string;
  readonly label?: string;
  readonly drop?: readonly string[];
  readonly group?: string;
  readonly test?: number;
  readonly size?: number;
  readonly without?: readonly string[];
  readonly methods: readonly string[];
  readonly choose: string;
  readonly noise: string;
  readonly teacher?: string;
  readonly model: string;
  readonly weights?: string;
  readonly tune: string;
  readonly augment: string;
  readonly optimizer: string;
  readonly schedule: string;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seeds: number;
  readonly validation: number;
  readonly threads: number;
}

const counting = { from: 1, to: Infinity, integer: true } as const;

function nameOf(what: string, flag: string): (text: string) => string {
  return (text) => {
    check(text.trim() !== "", flag, `the name of a ${what}`, text);
    return text.trim();
  };
}

/** Several names, each once; a name may hold spaces. */
function namesOf(what: string, flag: string): (given: unknown) => readonly string[] {
  const parse = nameOf(what, flag);
  return (given) => [...new Set((Array.isArray(given) ? given : [given]).map((text) => parse(String(text))))];
}

/** Hard targets first, as the baseline of every comparison, then the methods in the order given, each once. */
function parseMethods(given: unknown): readonly string[] {
  const texts = wordsIn(given);
  check(texts.length > 0, "--methods", "at least one method", given, "for instance --methods hard smooth:0.1");
  return [...new Set(["hard", ...texts.map(canonicalMethod)])];
}

/** Rows on the data: which they are, and how a table or a folder of pictures is read. */
export const dataFields = {
  data: textField(
    {
      name: "data",
      flag: "[data]",
      help: "a known data set, a folder of images or of idx files, a table (CSV, Parquet, JSON), or a SQL query in quotes",
      default: "glyphs",
    },
    (text) => text.trim(),
  ),
  label: textField(
    { name: "label", flag: "--label <column>", help: "the column of a table that holds the class", default: undefined },
    nameOf("column", "--label"),
  ),
  drop: {
    name: "drop",
    flag: "--drop <column...>",
    help: "columns of a table that the model is not to see",
    default: undefined,
    parse: namesOf("column", "--drop"),
  },
  group: textField(
    {
      name: "group",
      flag: "--group <column>",
      help: "column of a table whose equal values stay on one side of every split",
      default: undefined,
    },
    nameOf("column", "--group"),
  ),
  test: numberField(
    {
      name: "test",
      flag: "--test <fraction>",
      help: "share of rows for testing, where the data has no test part (usually 0.2)",
      default: undefined,
    },
    { from: 0, to: 1, open: "both" },
  ),
  size: numberField(
    { name: "size", flag: "--size <pixels>", help: "side that photos are scaled to", default: undefined },
    { from: 1, to: 4096, integer: true },
  ),
  without: {
    name: "without",
    flag: "--without <class...>",
    help: "classes that the model is not to learn; what it makes of their rows is put on record",
    default: undefined,
    parse: namesOf("class", "--without"),
  },
};

/** Rows on what is trained: targets, labels made wrong, model. */
const methodFields = {
  methods: {
    name: "methods",
    flag: "--methods <method...>",
    help: "ways to soften, smooth:auto to choose alpha on validation rows; hard targets are always trained as the baseline",
    default: ["hard", "smooth:0.1", "relax:0.1"],
    parse: parseMethods,
  },
  choose: textField(
    {
      name: "choose",
      flag: "--choose <score>",
      help: `what smooth:auto and its like choose by, on validation rows: ${criterionNames.join(", ")}`,
      default: criterionNames[0],
    },
    checkCriterion,
  ),
  noise: textField(
    {
      name: "noise",
      flag: "--noise <noise>",
      help: "training labels made wrong on purpose: symmetric:0.2, pairs:0.2; validation and test stay clean",
      default: "none",
    },
    (text) => parseNoise(text).toString(),
  ),
  teacher: textField(
    {
      name: "teacher",
      flag: "--teacher <model>",
      help: "what distill learns from: an ONNX file, or a folder that train or compare left (its hard-s1); each * becomes the seed",
      default: undefined,
    },
    (text) => text,
  ),
  model: textField(
    {
      name: "model",
      flag: "--model <model>",
      help: `architecture, or an ONNX file; ${usualModel} is ${describeUsualModels()}`,
      default: usualModel,
    },
    (text) => (text.trim() === usualModel ? usualModel : canonicalModel(text)),
  ),
  weights: textField(
    {
      name: "weights",
      flag: "--weights <file>",
      help: "what an architecture begins with: an ONNX file that has its arrays by name, as torchvision's resnet18",
      default: undefined,
    },
    (text) => text,
  ),
  tune: textField(
    {
      name: "tune",
      flag: "--tune <layers>",
      help: "what of a model from a file, or with weights from one, is trained: all, head (its last layer), or last:N layers",
      default: "all",
    },
    (text) => showTuning(parseTuning(text)),
  ),
};

/** Rows on how it is trained. */
const trainingFields = {
  augment: textField(
    {
      name: "augment",
      flag: "--augment <changes>",
      help: "changes of every training batch: flip+shift:4, crop:4+mixup:0.2",
      default: noAugmentation,
    },
    (text) => augmentationOf(text)?.toString() ?? noAugmentation,
  ),
  optimizer: textField(
    {
      name: "optimizer",
      flag: "--optimizer <optimizer>",
      help: "sgd, adam, adamw or rmsprop with settings",
      default: "adam:lr=0.001",
    },
    (text) => parseOptimizer(text).toString(),
  ),
  schedule: textField(
    {
      name: "schedule",
      flag: "--schedule <schedule>",
      help: "learning rate over time: constant, step, cosine or one-cycle",
      default: "constant",
    },
    (text) => parseSchedule(text).toString(),
  ),
  batchSize: numberField(
    { name: "batchSize", flag: "--batch-size <rows>", help: "examples a step", default: 64 },
    counting,
  ),
  epochs: numberField(
    { name: "epochs", flag: "--epochs <count>", help: "passes over the training data", default: 20 },
    counting,
  ),
  seeds: numberField(
    { name: "seeds", flag: "--seeds <count>", help: "trainings of each method", default: 5 },
    counting,
  ),
  validation: numberField(
    {
      name: "validation",
      flag: "--validation <fraction>",
      help: "share of training rows held out to fit the temperature",
      default: 0.1,
    },
    { from: 0, to: 1, open: "to" },
  ),
  threads: numberField(
    {
      name: "threads",
      flag: "--threads <count>",
      help: "threads of each training; the numbers depend on it",
      default: 1,
    },
    { from: 1, to: 1024, integer: true },
  ),
};

/** A row for each field of the specification. */
export const experimentFields = { ...dataFields, ...methodFields, ...trainingFields } satisfies {
  [Name in keyof Required<ExperimentSpec>]: Field<ExperimentSpec[Name]>;
};

/** Fills in what was not given and checks what was; options without a default are left out unless given. */
export function resolveSpec(given: Partial<Record<keyof ExperimentSpec, unknown>>): ExperimentSpec {
  const rows: readonly Field<unknown>[] = Object.values(experimentFields);
  const entries = rows.map((row): [string, unknown] => {
    const value = given[row.name as keyof ExperimentSpec] ?? row.default;
    return [row.name, value === undefined ? undefined : row.parse(value)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as ExperimentSpec;
}

/** The specification for the data at hand: a model that was left open is decided. */
export function completeSpec(spec: ExperimentSpec, dataset: Pick<Dataset, "shape">): ExperimentSpec {
  return spec.model === usualModel ? { ...spec, model: usualModelFor(dataset) } : spec;
}
