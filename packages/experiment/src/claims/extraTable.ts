// The extra experiments that claims need beside the one they are asked of: same options, one thing changed.
import { createRandom, parseMethod } from "@softlabel/core";
import { isArm } from "../options/arm.ts";
import type { ExperimentOptions } from "../options/fields.ts";
import { isTaught } from "../options/teacher.ts";
import { methodName } from "../options/trial.ts";

/** What extra experiments follow from. */
export interface ExtraSetting {
  readonly options: ExperimentOptions;
  /** The folder of one of the experiment's trials, as --teacher takes it. */
  readonly trialFolder: (name: string) => string;
  readonly classes: readonly string[];
}

/** An extra experiment, in a folder of its name. */
export interface ExtraExperiment {
  readonly name: string;
  readonly options: ExperimentOptions;
}

/** What the experiments of a kind are, or why there are none. */
type ExtraMaker = (setting: ExtraSetting) => ExtraExperiment[] | string;

/** Shares of the training labels that are made wrong. */
export const noiseRates = [0.2, 0.4] as const;

/** Temperatures at which students learn: from what a teacher says, and from how it ranks the wrong classes. */
export const studentTemperatures = [1, 4] as const;

/** A student that learns from its teacher alone. */
export const studentMethod = (temperature: number): string => parseMethod(`distill:T=${temperature},mix=1`).toString();

export const noiseName = (rate: number): string => `noise-${rate}`;

export const leftOutName = "left-out";

/** The experiment whose students learn from models trained with a method. */
export const studentsName = (method: string): string => `students-${methodName(method)}`;

/** Methods whose parameters are given: those that choose them on validation rows would be trained several times over. */
const fixed = (methods: readonly string[]): string[] => methods.filter((method) => !isArm(method));

/** Methods, fixed ones, that need no teacher of their own. */
const untaught = (methods: readonly string[]): string[] => fixed(methods).filter((method) => !isTaught(method));

function withoutTeacher(options: ExperimentOptions): ExperimentOptions {
  const { teacher, ...rest } = options;
  return { ...rest, methods: untaught(options.methods) };
}

function noisy({ options }: ExtraSetting): ExtraExperiment[] | string {
  if (options.noise !== "none") return `the training labels are made wrong already, by --noise ${options.noise}`;
  const methods = fixed(options.methods);
  return noiseRates.map((rate) => ({
    name: noiseName(rate),
    options: { ...options, methods, noise: `symmetric:${rate}` },
  }));
}

/** A fifth of the classes, two at least so that a new layer has something to tell apart, or one of three. */
export function classesLeftOut(classes: readonly string[]): string[] {
  const count = classes.length < 4 ? 1 : Math.max(2, Math.round(classes.length / 5));
  const order = createRandom("classes left out").shuffle(Int32Array.from(classes.keys()));
  return [...order.subarray(0, count).sort()].map((k) => classes[k]);
}

function leftOut({ options, classes }: ExtraSetting): ExtraExperiment[] | string {
  if (options.without !== undefined) return `classes are left out already, by --without ${options.without.join(" ")}`;
  if (classes.length < 3) return "to leave classes out takes three at least, of which two remain";
  return [{ name: leftOutName, options: { ...withoutTeacher(options), without: classesLeftOut(classes) } }];
}

/** Every seed's students learn from the model of the same seed. */
function students({ options, trialFolder }: ExtraSetting): ExtraExperiment[] | string {
  return untaught(options.methods).map((method) => {
    const teacher = trialFolder(`${methodName(method)}-s*`);
    return {
      name: studentsName(method),
      options: { ...options, teacher, methods: studentTemperatures.map(studentMethod) },
    };
  });
}

/** The kinds of extra experiments. */
export const extraTable = { noise: noisy, "left-out": leftOut, students } satisfies Readonly<
  Record<string, ExtraMaker>
>;

/** A kind of extra experiments; their names begin with it. */
export type ExtraKind = keyof typeof extraTable;
