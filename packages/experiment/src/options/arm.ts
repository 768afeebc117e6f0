// Arms: methods whose main parameter is chosen on validation rows: smooth:auto, relax:auto,by=ece, smooth:auto,grid=0.05/0.1.
import {
  methodTable,
  parseMethod,
  type MethodDefinition,
  type ParameterDefinition,
  type ParameterValues,
} from "@softlabel/core";
import { check, fail, findNamed, formatParameters, parseGiven, withDefaults } from "@softlabel/core/internal";
import { criterionNames } from "./choiceCriteria.ts";

/** One value of an arm's grid. */
interface Candidate {
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
  /** The name of a criterion; undefined for that of the experiment. */
  readonly by?: string | undefined;
}

/** A "+" separates terms only before a name: 1e+3 is a number. */
const plus = /\+(?=\s*[a-z])/i;
/** "name:auto", then the fixed parameters after a comma. */
const auto = /^([^:]+):\s*auto\s*(?:,(.*))?$/s;

/** Whether a text names an arm. */
export function isArm(text: string): boolean {
  return auto.test(text.split(plus)[0]);
}

/** The row of the method, which must have a grid of values. */
function rowOf(text: string, name: string) {
  const { row, usual } = findNamed(text, name, methodTable);
  const { grid } = row;
  const choosable = methodTable.filter((each) => each.grid !== undefined).map((each) => each.name);
  if (grid === undefined) return fail(text, `a method with a parameter to choose (${choosable.join(", ")})`, name);
  return { row: { ...row, grid }, usual };
}

/** The parameters of an arm: the method's other parameters, the grid, the criterion. */
function tableOf({ parameters, grid }: MethodDefinition & { readonly grid: readonly number[] }) {
  const [main, ...others] = parameters;
  const further: readonly ParameterDefinition[] = [
    { name: "grid", help: "values to choose from", default: grid, range: main.range!, list: true },
    { name: "by", help: "validation score to choose by", default: "", choices: criterionNames },
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
 * Parses an arm: "NAME:auto", then further parameters of the method, `grid=0.05/0.1/0.2` and `by=accuracy`, joined by commas;
 * penalties follow after "+".
 * @param text accepted by `isArm`
 * @throws UsageError if the method is unknown or has no parameter to choose, or a parameter is invalid
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
  check(different > 1 && different === candidates.length, who, "at least two values, each once", values.grid);
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

/** The number of runs that chose a value. */
export interface ChoiceCount {
  readonly value: number;
  readonly times: number;
}

/** The values that trials chose, the most frequent first; ties in the order of the grid. */
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

/** The methods to train: those given, with every arm replaced by its candidates; each once. */
export function trainedMethods(methods: readonly string[]): string[] {
  const trained = methods.flatMap((text) =>
    isArm(text) ? parseArm(text).candidates.map(({ method }) => method) : [text],
  );
  return [...new Set(trained)];
}
