// softlabel explain: the meaning of a method in numbers, without training.
import { conventions, methodTable, parseMethod, type Method } from "@softlabel/core";
import { checkRange, describeParameter } from "@softlabel/core/internal";
import { describeOptimum, short } from "./describeOptimum.ts";

/** Whether all classes but the first have the same mass. */
const isEven = (row: Float64Array): boolean =>
  row.subarray(1).every((value) => Math.abs(value - row[1]) <= 1e-12 * Math.abs(row[1]));

/** "0.91 for the labelled class, 0.01 for every other class", or the whole row if the others differ. */
function describeTarget(row: Float64Array): string {
  if (isEven(row)) return `${short(row[0])} for the labelled class, ${short(row[1])} for every other class`;
  return [...row].map(short).join(", ");
}

function describeTargets(method: Method, classes: number): string[] {
  const given = method.targets(Int32Array.of(0), classes);
  const pull = method.effectiveTarget(0, classes);
  const lines = [`Target: ${describeTarget(given)}.`];
  if (!given.every((value, k) => value === pull[k])) lines.push(`Effective target: ${describeTarget(pull)}.`);
  if (method.memory !== undefined) lines.push("These are the targets of the first epoch; the later ones are learnt.");
  return lines;
}

/** The α of each library for the same targets; only label smoothing has one. */
function describeConventions({ name, parameters }: Method, classes: number): string[] {
  if (name !== "smooth") return [];
  const alpha = Number(parameters.alpha);
  const overAll = parameters.over === "others" ? (alpha * classes) / (classes - 1) : alpha;
  const rounding = 1e-12;
  const rows = Object.entries(conventions).map(([library, { over, note }]) => {
    const needed = over === "others" ? (overAll * (classes - 1)) / classes : overAll;
    const shown = needed > 1 + rounding ? "none" : short(needed);
    return `  ${library.padEnd(12)} ${shown.padEnd(9)} over ${over.padEnd(7)} ${note}`;
  });
  const beyond =
    "none: the labelled class gets less than every other class, which no α from 0 to 1 over all classes can give.";
  return ["", "α for the same targets in other libraries:", ...rows, ...(overAll > 1 + rounding ? [beyond] : [])];
}

/** The parameters of the method's terms, with their ranges. */
function describeParameters(method: Method): string[] {
  const rows = methodTable.filter(({ name }) => method.name.split("+").includes(name));
  const lines = rows.flatMap(({ name, parameters }) =>
    parameters.map((each) => `  ${name} ${each.name}: ${each.help}, ${describeParameter(each)}`),
  );
  return lines.length === 0 ? [] : ["", "Parameters:", ...lines];
}

function describeFormulas(method: Method): string[] {
  const rows = methodTable.filter(({ name }) => method.name.split("+").includes(name));
  return rows.flatMap(({ summary, formula, paper }) => [`${summary} (${paper})`, `  ${formula}`]);
}

/** The explanation as text. */
export function explanation(text: string, classes: number): string {
  const method = parseMethod(text);
  checkRange("--classes", "classes", classes, { from: 2, to: 1000, integer: true });
  return [
    `${method.toString()} with ${classes} classes`,
    "",
    ...describeFormulas(method),
    "",
    ...describeTargets(method, classes),
    describeOptimum(method, classes),
    ...describeConventions(method, classes),
    ...describeParameters(method),
    "",
  ].join("\n");
}

/** Prints the explanation. */
export function explain(text: string, options: { readonly classes: string }): void {
  process.stdout.write(explanation(text, Number(options.classes)));
}
