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

/** The same of gaps and losses, in which what is left by rounding reads 0. */
const shortResult = (value: number): string => short(Math.abs(value) < 1e-14 ? 0 : value);

/** Whether all classes but the first have the same mass. */
const isEven = (row: Float64Array): boolean =>
  row.subarray(1).every((value) => Math.abs(value - row[1]) <= 1e-12 * Math.abs(row[1]));

/** "0.91 for its class and 0.01 for each other", or the whole row where others differ. */
function describeTarget(row: Float64Array): string {
  if (isEven(row)) return `${short(row[0])} for its class and ${short(row[1])} for each other`;
  return [...row].map(short).join(", ");
}

function describeTargets(method: Method, classes: number): string[] {
  const given = method.targets(Int32Array.of(0), classes);
  const pull = method.effectiveTarget(0, classes);
  const lines = [`The loss is given ${describeTarget(given)}.`];
  if (!given.every((value, k) => value === pull[k])) lines.push(`It pulls as far as ${describeTarget(pull)}.`);
  if (method.memory !== undefined) lines.push("These are the rows of the first epoch; later ones are learnt.");
  return lines;
}

/** The rows of the table that the method's terms are. */
const termsOf = ({ name }: Method): readonly MethodDefinition[] =>
  methodTable.filter((row) => name.split("+").includes(row.name));

/** The sentence of a loss that has no smallest value, or none at finite logits. */
function describeFall({ gap, loss }: Optimum, penalised: boolean): string {
  const limit = loss === -Infinity ? "without bound" : `towards ${shortResult(loss)} nats`;
  if (gap === undefined) return `The loss falls for ever ${limit} as the probabilities near the target's.`;
  if (gap < 0) return `The loss falls for ever ${limit} as the label's logit sinks below the others.`;
  const far = penalised && loss !== -Infinity ? `The loss falls ${limit}, up to a gap of 700 at least,` : `The loss falls for ever ${limit}`;
  return `${far} as the label's logit rises above the others: nothing stops confidence.`;
}

function describeOptimum(method: Method, classes: number): string {
  if (method.loss.usesTeacher) return "Where the loss is smallest depends on what the teacher says of the example.";
  const row = method.effectiveTarget(0, classes);
  const terms = termsOf(method);
  const [penalised, lengthFree] = [terms.some(({ penalty }) => penalty), terms.some((term) => term.lengthFree)];
  if (penalised && !isEven(row)) return "Where the loss is smallest is not worked out for penalties on such targets.";
  if (penalised && lengthFree) return "Where the loss is smallest is not worked out for LogitNorm with penalties.";
  const optimum = optimumOf(method, classes);
  const { gap, probability, loss } = optimum;
  const smallest = `The loss is smallest, ${shortResult(loss)} nats, where`;
  if (probability === undefined)
    return `${smallest} all other logits are equal and all logits sum to zero. Their length does not matter: nothing stops confidence.`;
  if (row.includes(0)) return describeFall(optimum, penalised);
  if (gap === undefined) return `${smallest} the probabilities are the target's.`;
  const side = gap < -1e-14 ? "below" : "above";
  return `${smallest} the label's logit lies ${shortResult(Math.abs(gap))} ${side} each other, at a probability of ${short(probability)}.`;
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
