// What an experiment is going to do, in words: data, model, and the effective target of one example per method.
import { parseMethod } from "@softlabel/core";
import type { ExperimentRecord } from "../experiment/experimentFolder.ts";

function percent(value: number): string {
  return `${Number((100 * value).toFixed(2))} %`;
}

/** "T-shirt 91 %, each other class 1 %", or every class where the others differ among themselves. */
function describeTarget(target: Float64Array, label: number, classes: readonly string[]): string {
  const others = [...target].filter((_, k) => k !== label);
  if (others.every((value) => Math.abs(value - others[0]) < 1e-12)) {
    return `${percent(target[label])} ${classes[label]}, ${percent(others[0])} each other class`;
  }
  return [...target].map((value, k) => `${percent(value)} ${classes[k]}`).join(", ");
}

/** Several lines for the terminal. */
export function announce({ spec, data }: ExperimentRecord): string {
  const { classes, trainCount, validationCount, testCount } = data;
  const held = validationCount > 0 ? `, ${validationCount} for validation` : ", none held out for validation";
  const width = Math.max(...spec.methods.map((method) => method.length));
  const targets = spec.methods.map((text) => {
    const target = parseMethod(text).effectiveTarget(0, classes.length);
    return `  ${text.padEnd(width)}  ${describeTarget(target, 0, classes)}`;
  });
  const seeds = spec.seeds === 1 ? "1 seed" : `${spec.seeds} seeds`;
  return [
    `${data.title}: ${trainCount} examples to train on${held}, ${testCount} for the test; ${classes.length} classes.`,
    `${spec.model}, ${spec.optimizer}, batches of ${spec.batchSize}, ${spec.epochs} epochs, ${seeds} of each method.`,
    `A row labelled ${classes[0]} is pulled to`,
    ...targets,
    "",
    "",
  ].join("\n");
}
