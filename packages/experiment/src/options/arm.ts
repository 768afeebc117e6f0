// An arm: a method whose main parameter is chosen on validation rows, from its text: smooth:auto, relax:auto,by=ece, smooth:auto,grid=0.05/0.1.
import {
  methodTable,
  parseMethod,
  type MethodDefinition,
  type ParameterDefinition,
  type ParameterValues,
} from "@softlabel/core";
import { check, fail, findNamed, formatParameters, parseGiven, withDefaults } from "@softlabel/core/internal";
import { criterionNames } from "./choiceCriteria.ts";

/** One value that an arm may choose. */
export interface Candidate {
  readonly value: number;
  /** The method with that value. */
  readonly method: string;
}

/** A method whose parameter is chosen, seed by seed. */
export interface Arm {
  /** The canonical text. */
  readonly method: string;
  /** The parameter's name. */
  readonly parameter: string;
  /** In the order of the grid. */
  readonly candidates: readonly Candidate[];
  /** A name of a criterion; absent where the experiment's is meant. */
  readonly by?: string | undefined;
}

/** A "+" separates terms only before a name: 1e+3 is a number. */
const plus = /\+(?=\s*[a-z])/i;
/** "name:auto", and after a comma what is fixed. */
const auto = /^([^:]+):\s*auto\s*(?:,(.*))?$/s;

/** Whether the text is that of an arm. */
export function isArm(text: string): boolean {
  return auto.test(text.split(plus)[0]);
}

/** The row of the method, which must have values to choose among. */
function rowOf(text: string, name: string) {
  const { row, usual } = findNamed(text, name, methodTable);
  const { grid } = row;
  const choosable = methodTable.filter((each) => each.grid !== undefined).map((each) => each.name);
  if (grid === undefined) return fail(text, `a method with values to choose among (${choosable.join(", ")})`, name);
  return { row: { ...row, grid }, usual };
}

/** What may be said of an arm: the method's other parameters, the values, the criterion. */
function tableOf({ parameters, grid }: MethodDefinition & { readonly grid: readonly number[] }) {
  const [main, ...others] = parameters;
  const further: readonly ParameterDefinition[] = [
    { name: "grid", help: "the values to choose among", default: grid, range: main.range!, list: true },
    { name: "by", help: "what decides", default: "", choices: criterionNames },
  ];
  return { main, others, further };
}

/** The method with each value of the grid. */
function candidatesOf(
  { name, parameters }: MethodDefinition,
  values: ParameterValues,
  others: readonly ParameterDefinition[],
  penalties: readonly string[],
): Candidate[] {
  const fixed = formatParameters(values, others);
  return [values.grid].flat().map((value) => {
    const first = [`${name}:${parameters[0].name}=${value}`, fixed].filter((text) => text !== "").join(",");
    return { value: Number(value), method: parseMethod([first, ...penalties].join("+")).toString() };
  });
}

/**
 * Reads an arm: "NAME:auto", then what else the method takes, `grid=0.05/0.1/0.2` and `by=accuracy`, joined by commas; penalties
 * follow after "+".
 * @param text that `isArm` knows
 * @throws UsageError where the method is unknown or has nothing to choose, or a parameter is not what it may be
 */
export function parseArm(text: string): Arm {
  const who = `method ${JSON.stringify(text)}`;
  const [first, ...penalties] = text.split(plus);
  const [, name, rest] = auto.exec(first) ?? fail(who, "as in smooth:auto", text);
  const { row, usual } = rowOf(who, name);
  const { main, others, further } = tableOf(row);
  const table = [...others, ...further];
  const given = parseGiven(who, rest, table, `write it as in ${row.name}:auto,by=accuracy`);
  const values: ParameterValues = withDefaults({ ...usual, ...given }, table);
  const candidates = candidatesOf(row, values, others, penalties);
  const different = new Set(candidates.map(({ method }) => method)).size;
  check(different > 1 && different === candidates.length, who, "two values or more, each once", values.grid);
  const said = formatParameters(values, table);
  const begin = said === "" ? `${row.name}:auto` : `${row.name}:auto,${said}`;
  return {
    method: [begin, ...candidates[0].method.split(plus).slice(1)].join("+"),
    parameter: main.name,
    candidates,
    by: values.by === "" ? undefined : String(values.by),
  };
}

/** The canonical text of a method, or of an arm. */
export function canonicalMethod(text: string): string {
  return isArm(text) ? parseArm(text).method : parseMethod(text).toString();
}

/** How often a value was chosen. */
export interface ChoiceCount {
  readonly value: number;
  readonly times: number;
}

/** The values that trials chose, the most frequent first; of equally frequent ones the first of the grid. */
export function countChoices({ candidates }: Arm, trials: readonly { readonly chosen?: string }[]): ChoiceCount[] {
  return candidates
    .map(({ value, method }) => ({ value, times: trials.filter(({ chosen }) => chosen === method).length }))
    .filter(({ times }) => times > 0)
    .sort((a, b) => b.times - a.times);
}

/** The arms among methods. */
export function armsOf(methods: readonly string[]): Arm[] {
  return methods.filter(isArm).map(parseArm);
}

/** What is trained for methods and arms: the methods, and every candidate of an arm in its place; each once. */
export function trainedMethods(methods: readonly string[]): string[] {
  const trained = methods.flatMap((text) =>
    isArm(text) ? parseArm(text).candidates.map(({ method }) => method) : [text],
  );
  return [...new Set(trained)];
}
