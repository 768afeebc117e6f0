// Announces an experiment: its data, model and options, and the effective target of one example per method.
import { parseMethod, type Method } from "@softlabel/core";
import { counted, percent } from "@softlabel/core/internal";
import {
  describeClassWeights,
  describeNormalisation,
  type ExperimentRecord,
  isArm,
  isPerSeed,
  parseArm,
  parseNoise,
  teacherFile,
} from "@softlabel/experiment/internal";
import { readInput } from "../folder/files.ts";
import { describeLength, leavesTheRest, scheduleNotes } from "@softlabel/report/internal";

/** "91 % T-shirt, 1 % every other class"; all classes if the others differ from each other. */
function describeRow(row: Float64Array, label: number, classes: readonly string[]): string {
  const others = [...row].filter((_, k) => k !== label);
  if (others.every((value) => Math.abs(value - others[0]) < 1e-12)) {
    return `${percent(row[label])} ${classes[label]}, ${percent(others[0])} every other class`;
  }
  return [...row].map((value, k) => `${percent(value)} ${classes[k]}`).join(", ");
}

/** The effective target of a row labelled `label`; label relaxation accepts any row with enough on the class. */
function describeTarget(method: Method, label: number, classes: readonly string[]): string {
  const target = method.effectiveTarget(label, classes.length);
  if (method.loss.usesTeacher) return `${describeRow(target, label, classes)}, mixed with the teacher's probabilities`;
  if (leavesTheRest(method, classes.length))
    return `at least ${percent(target[label])} ${classes[label]}; the model decides the rest`;
  const given = method.targets(Int32Array.of(label), classes.length);
  const exact = given.every((value, k) => value === target[k]);
  return `${describeRow(target, label, classes)}${exact ? "" : " (through its penalty)"}`;
}

/** The candidates of an arm; its target is that of the candidate it chooses. */
function describeArm(text: string): string {
  const { parameter, candidates } = parseArm(text);
  return `chosen on the validation rows: ${parameter} ${candidates.map(({ value }) => value).join(", ")}`;
}

/** "720 of 3600 training labels are changed", if any are. */
function describeNoise(noise: string, trainCount: number): string[] {
  const wrong = parseNoise(noise).count(trainCount);
  if (wrong === 0) return [];
  return [
    `Label noise ${noise}: ${wrong} of ${trainCount} training labels are changed; validation and test labels stay as they are.`,
  ];
}

function describeTeacher(teacher: string): string {
  return isPerSeed(teacher)
    ? `Teachers: ${teacher}, one per seed`
    : `Teacher: ${teacherFile({ teacher, seed: 1 }, readInput).file}`;
}

/** Several lines for the terminal. */
export function announce({ options, data, modelNotes = [] }: ExperimentRecord): string {
  const { classes, trainCount, validationCount, testCount } = data;
  const held = validationCount > 0 ? `, ${validationCount} validation` : "";
  const width = Math.max(...options.methods.map((method) => method.length));
  const targets = options.methods.map((text) => {
    const target = isArm(text) ? describeArm(text) : describeTarget(parseMethod(text), 0, classes);
    return `  ${text.padEnd(width)}  ${target}`;
  });
  return [
    `${data.title}: ${trainCount} training${held} and ${testCount} test ${data.noun}s, ${classes.length} classes.`,
    `Model ${options.model}, ${options.optimizer}, batch size ${options.batchSize}, ${describeLength(options)}, ${counted(options.seeds, "seed")} per method.`,
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
