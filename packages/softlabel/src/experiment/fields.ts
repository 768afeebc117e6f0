// The one table of an experiment's options: flags, checks, defaults and help all come from its rows.
import { check, checkRange, describeRange, parseMethod, type Range } from "@softlabel/core";
import { createModel, parseOptimizer, parseSchedule } from "@softlabel/engine";
import { createRandom } from "@softlabel/core";

/** Everything that determines the numbers of an experiment, each option in its canonical text. */
export interface ExperimentSpec {
  readonly data: string;
  readonly methods: readonly string[];
  readonly model: string;
  readonly optimizer: string;
  readonly schedule: string;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seeds: number;
  readonly validation: number;
  readonly threads: number;
}

/** One option: how it is written, what it may be, what it is when not given. */
export interface Field<Value> {
  /** Key in the specification, in experiment.json and in --json. */
  readonly name: keyof ExperimentSpec;
  /** As commander writes it, for instance "--epochs <count>"; "[data]" for the argument. */
  readonly flag: string;
  readonly help: string;
  readonly default: Value;
  /** Text (or texts, or a number read back from JSON) to the canonical value; throws a UsageError. */
  parse(given: unknown): Value;
}

/** A row for a number in a range. */
function numberField(
  name: keyof ExperimentSpec,
  flag: string,
  help: string,
  start: number,
  range: Range,
): Field<number> {
  const option = flag.split(" ")[0];
  return {
    name,
    flag,
    help: `${help}: ${describeRange(range)}`,
    default: start,
    parse(given) {
      const value = typeof given === "string" && given.trim() === "" ? NaN : Number(given);
      check(!Number.isNaN(value), option, describeRange(range), given);
      checkRange(option, name, value, range);
      return value;
    },
  };
}

/** A row for a text that another room parses; `canonical` gives back the text it stands for. */
function textField(
  name: keyof ExperimentSpec,
  flag: string,
  help: string,
  start: string,
  canonical: (text: string) => string,
): Field<string> {
  return { name, flag, help, default: start, parse: (given) => canonical(String(given)) };
}

/** Model text is checked by building it for a small input. */
function canonicalModel(text: string): string {
  const input = { shape: [1], elementType: "float32", scale: 1, shift: 0, classes: 2 } as const;
  return createModel(text, input, createRandom(0)).name;
}

/** Hard targets first, as the baseline of every comparison, then the methods in the order given, each once. */
function parseMethods(given: unknown): readonly string[] {
  const texts = (Array.isArray(given) ? given : [given])
    .flatMap((text) => String(text).split(/\s+/))
    .filter((text) => text !== "");
  check(texts.length > 0, "--methods", "at least one method", given, "for instance --methods hard smooth:0.1");
  return [...new Set(["hard", ...texts.map((text) => parseMethod(text).toString())])];
}

/** A row for each field of the specification. */
export const experimentFields = {
  data: textField("data", "[data]", "a known data set or a folder of idx files", "glyphs", (text) => text.trim()),
  methods: {
    name: "methods",
    flag: "--methods <method...>",
    help: "ways to soften; hard targets are always trained as the baseline",
    default: ["hard", "smooth:0.1", "relax:0.1"],
    parse: parseMethods,
  } satisfies Field<readonly string[]>,
  model: textField(
    "model",
    "--model <model>",
    "architecture: linear, or mlp:WIDTH,WIDTH,…",
    "mlp:512,256,128",
    canonicalModel,
  ),
  optimizer: textField(
    "optimizer",
    "--optimizer <optimizer>",
    "sgd, adam, adamw or rmsprop with settings",
    "adam:lr=0.001",
    (text) => parseOptimizer(text).toString(),
  ),
  schedule: textField(
    "schedule",
    "--schedule <schedule>",
    "learning rate over time: constant, step, cosine or one-cycle",
    "constant",
    (text) => parseSchedule(text).toString(),
  ),
  batchSize: numberField("batchSize", "--batch-size <rows>", "examples a step", 64, {
    from: 1,
    to: Infinity,
    integer: true,
  }),
  epochs: numberField("epochs", "--epochs <count>", "passes over the training data", 20, {
    from: 1,
    to: Infinity,
    integer: true,
  }),
  seeds: numberField("seeds", "--seeds <count>", "trainings of each method", 5, {
    from: 1,
    to: Infinity,
    integer: true,
  }),
  validation: numberField(
    "validation",
    "--validation <fraction>",
    "share of training rows held out to fit the temperature",
    0.1,
    { from: 0, to: 1, open: "to" },
  ),
  threads: numberField("threads", "--threads <count>", "threads of each training; the numbers depend on it", 1, {
    from: 1,
    to: 1024,
    integer: true,
  }),
} satisfies { [Name in keyof ExperimentSpec]: Field<ExperimentSpec[Name]> };

/** Fills in what was not given and checks what was. */
export function resolveSpec(given: Partial<Record<keyof ExperimentSpec, unknown>>): ExperimentSpec {
  const entries = Object.values(experimentFields).map((field): [string, unknown] => [
    field.name,
    field.parse(given[field.name] ?? field.default),
  ]);
  return Object.fromEntries(entries) as unknown as ExperimentSpec;
}
