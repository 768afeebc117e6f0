// softlabel explain: what a method means in numbers, before anything is trained.
import {
  checkRange,
  conventions,
  describeParameter,
  methodTable,
  optimumOf,
  parseMethod,
  type Method,
} from "@softlabel/core";

/** Six digits at most, without trailing zeros. */
const short = (value: number): string => String(Number(value.toPrecision(6)));

/** "0.91 for its class and 0.01 for each other", or the whole row where others differ. */
function describeTarget(row: Float64Array): string {
  const others = row.subarray(1);
  const even = others.every((value) => Math.abs(value - others[0]) < 1e-12);
  return even
    ? `${short(row[0])} for its class and ${short(others[0])} for each other`
    : [...row].map(short).join(", ");
}

function describeTargets(method: Method, classes: number): string[] {
  const given = method.targets(Int32Array.of(0), classes);
  const pull = method.effectiveTarget(0, classes);
  const lines = [`The loss is given ${describeTarget(given)}.`];
  if (!given.every((value, k) => value === pull[k])) lines.push(`It pulls as far as ${describeTarget(pull)}.`);
  if (method.memory !== undefined) lines.push("These are the rows of the first epoch; later ones are learnt.");
  return lines;
}

function describeOptimum(method: Method, classes: number): string {
  if (method.loss.usesTeacher) return "Where the loss is smallest depends on what the teacher says of the example.";
  const { gap, probability, loss } = optimumOf(method, classes);
  if (gap === Infinity) {
    const limit = loss === -Infinity ? "without bound" : `towards ${short(Math.abs(loss) < 1e-6 ? 0 : loss)} nats`;
    return `The loss falls for ever ${limit} as the label's logit rises above the others: nothing stops confidence.`;
  }
  const where = `the label's logit lies ${short(gap)} above each other, at a probability of ${short(probability)}`;
  return `The loss is smallest, ${short(Math.abs(loss) < 1e-9 ? 0 : loss)} nats, where ${where}.`;
}

/** The α that each library needs for the same targets; only label smoothing alone has one. */
function describeConventions({ name, parameters }: Method, classes: number): string[] {
  if (name !== "smooth") return [];
  const alpha = Number(parameters.alpha);
  const overAll = parameters.over === "others" ? (alpha * classes) / (classes - 1) : alpha;
  const rows = Object.entries(conventions).map(([library, { over, note }]) => {
    const needed = over === "others" ? (overAll * (classes - 1)) / classes : overAll;
    return `  ${library.padEnd(12)} ${short(needed).padEnd(9)} over ${over.padEnd(7)} ${note}`;
  });
  return ["", "The same targets in other libraries, by their α:", ...rows];
}

/** The parameters of the method's terms, with what each may be. */
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
