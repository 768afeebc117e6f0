// The additional experiments that claims need: the same options with one change.
import { createRandom, parseMethod } from "@softlabel/core";
import { isArm } from "../options/arm.ts";
import type { ExperimentOptions } from "../options/fields.ts";
import { isTaught } from "../options/teacher.ts";
import { methodName } from "../options/trial.ts";

/** The experiment that additional ones are derived from. */
export interface ExtraSetting {
  readonly options: ExperimentOptions;
  /** The path of the folder of a trial, for --teacher. */
  readonly trialFolder: (name: string) => string;
  readonly classes: readonly string[];
}

/** An additional experiment, in a folder of its name. */
export interface ExtraExperiment {
  readonly name: string;
  readonly options: ExperimentOptions;
}

/** Makes the experiments of a kind, or says why there are none. */
type ExtraMaker = (setting: ExtraSetting) => ExtraExperiment[] | string;

/** Rates of label noise. */
export const noiseRates = [0.2, 0.4] as const;

/** Temperatures of distillation: 1 for the teacher's probabilities, higher to weigh the wrong classes more. */
export const studentTemperatures = [1, 4] as const;

/** A student that learns only from its teacher. */
export const studentMethod = (temperature: number): string => parseMethod(`distill:T=${temperature},mix=1`).toString();

export const noiseName = (rate: number): string => `noise-${rate}`;

export const leftOutName = "left-out";

/** The experiment with students of the models of a method. */
export const studentsName = (method: string): string => `students-${methodName(method)}`;

/** Methods with fixed parameters: those that choose a parameter would need several runs each. */
const fixed = (methods: readonly string[]): string[] => methods.filter((method) => !isArm(method));

/** Fixed methods that need no teacher. */
const untaught = (methods: readonly string[]): string[] => fixed(methods).filter((method) => !isTaught(method));

function withoutTeacher(options: ExperimentOptions): ExperimentOptions {
  const { teacher, ...rest } = options;
  return { ...rest, methods: untaught(options.methods) };
}

function noisy({ options }: ExtraSetting): ExtraExperiment[] | string {
  if (options.noise !== "none") return `the training labels are noisy already, by --noise ${options.noise}`;
  const methods = fixed(options.methods);
  return noiseRates.map((rate) => ({
    name: noiseName(rate),
    options: { ...options, methods, noise: `symmetric:${rate}` },
  }));
}

/** A fifth of the classes, at least two so that a new layer can be trained on them, or one of three. */
export function classesLeftOut(classes: readonly string[]): string[] {
  const count = classes.length < 4 ? 1 : Math.max(2, Math.round(classes.length / 5));
  const order = createRandom("classes left out").shuffle(Int32Array.from(classes.keys()));
  return [...order.subarray(0, count).sort()].map((k) => classes[k]);
}

function leftOut({ options, classes }: ExtraSetting): ExtraExperiment[] | string {
  if (options.without !== undefined) return `classes are held out already, by --without ${options.without.join(" ")}`;
  if (classes.length < 3) return "holding out a class needs at least three classes";
  return [{ name: leftOutName, options: { ...withoutTeacher(options), without: classesLeftOut(classes) } }];
}

/** The students of a seed learn from the model of the same seed. */
function students({ options, trialFolder }: ExtraSetting): ExtraExperiment[] | string {
  return untaught(options.methods).map((method) => {
    const teacher = trialFolder(`${methodName(method)}-s*`);
    return {
      name: studentsName(method),
      options: { ...options, teacher, methods: studentTemperatures.map(studentMethod) },
    };
  });
}

/** The kinds of additional experiments. */
export const extraTable = { noise: noisy, "left-out": leftOut, students } satisfies Readonly<
  Record<string, ExtraMaker>
>;

/** A kind of additional experiments; their names begin with it. */
export type ExtraKind = keyof typeof extraTable;
