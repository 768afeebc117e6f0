// What an experiment is going to do, in words: data, model, and the effective target of one example per method.
import { percent } from "@softlabel/core/internal";
import { parseMethod, type Method } from "@softlabel/core";
import {
  describeClassWeights,
  describeNormalisation,
  type ExperimentRecord,
  isArm,
  isPerSeed,
  parseArm,
  parseNoise,
  teacherFileOf,
} from "@softlabel/experiment/internal";
import { describeLength, scheduleNotes } from "@softlabel/report/internal";
import { hasPenalty } from "./hasPenalty.ts";

/** "91 % T-shirt, 1 % every other class", or every class where the others differ among themselves. */
function describeRow(row: Float64Array, label: number, classes: readonly string[]): string {
  const others = [...row].filter((_, k) => k !== label);
  if (others.every((value) => Math.abs(value - others[0]) < 1e-12)) {
    return `${percent(row[label])} ${classes[label]}, ${percent(others[0])} every other class`;
  }
  return [...row].map((value, k) => `${percent(value)} ${classes[k]}`).join(", ");
}

/** What a row labelled `label` is pulled to; under label relaxation that is any row with enough on its class. */
function describeTarget(method: Method, label: number, classes: readonly string[]): string {
  const target = method.effectiveTarget(label, classes.length);
  if (method.loss.usesTeacher) return `${describeRow(target, label, classes)}, and to what its teacher says`;
  const given = method.targets(Int32Array.of(label), classes.length);
  if (given.every((value, k) => value === target[k])) return describeRow(target, label, classes);
  if (hasPenalty(method)) return `${describeRow(target, label, classes)}, by its penalty`;
  return `at least ${percent(target[label])} ${classes[label]}, the rest as the model shares it`;
}

/** What an arm chooses among; its target is that of what it chooses. */
function describeArm(text: string): string {
  const { parameter, candidates } = parseArm(text);
  return `what is best on the validation rows of ${parameter} ${candidates.map(({ value }) => value).join(", ")}`;
}

/** "720 of 3600 training labels are made wrong", where any are. */
function describeNoise(noise: string, trainCount: number): string[] {
  const wrong = parseNoise(noise).count(trainCount);
  if (wrong === 0) return [];
  return [
    `Label noise ${noise}: ${wrong} of ${trainCount} training labels are made wrong; validation and test stay clean.`,
  ];
}

function describeTeacher(teacher: string): string {
  return isPerSeed(teacher) ? `Teachers: ${teacher}, a seed's own for each` : `Teacher: ${teacherFileOf(teacher)}`;
}

/** Several lines for the terminal. */
export function announce({ options, data, modelNotes = [] }: ExperimentRecord): string {
  const { classes, trainCount, validationCount, testCount } = data;
  const held = validationCount > 0 ? `, ${validationCount} for validation` : ", none held out for validation";
  const width = Math.max(...options.methods.map((method) => method.length));
  const targets = options.methods.map((text) => {
    const target = isArm(text) ? describeArm(text) : describeTarget(parseMethod(text), 0, classes);
    return `  ${text.padEnd(width)}  ${target}`;
  });
  const seeds = options.seeds === 1 ? "1 seed" : `${options.seeds} seeds`;
  return [
    `${data.title}: ${trainCount} examples to train on${held}, ${testCount} for the test; ${classes.length} classes.`,
    `${options.model}, ${options.optimizer}, batches of ${options.batchSize}, ${describeLength(options)}; ${seeds} of each method.`,
    ...(options.normalise === undefined ? [] : [`Pixels: ${describeNormalisation(options.normalise)}.`]),
    ...[...(data.notes ?? []), ...modelNotes, ...scheduleNotes(options)].map((note) => `Note: ${note}`),
    ...(options.teacher === undefined ? [] : [describeTeacher(options.teacher)]),
    ...describeNoise(options.noise, trainCount),
    ...describeClassWeights(options, data),
    `Target for a row labelled ${classes[0]}:`,
    ...targets,
    "",
    "",
  ].join("\n");
}
