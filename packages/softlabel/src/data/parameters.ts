// Reads "key=value,key=value" through a table of parameters, and writes it again.
import { check, checkName, checkRange, describeRange, fail, inRange } from "@softlabel/core";
import type { Range } from "@softlabel/core";

/** A number, a word, or several numbers (written 0.7/0.2/0.1). */
export type ParameterValue = number | string | readonly number[];

/** The values of all parameters of a table, by name. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** One parameter as data: parsing, help and error messages all come from this row. */
export interface Parameter {
  readonly name: string;
  readonly default: ParameterValue;
  /** The numbers it may be; absent where it is only a word. */
  readonly range?: Range;
  /** The words it may be. */
  readonly choices?: readonly string[];
  /** Whether it may be several numbers, each in the range. */
  readonly list?: true;
  readonly help: string;
}

/** What may be written for a parameter, in words: "a whole number of at least 1". */
export function describeParameter({ range, choices = [], list }: Parameter): string {
  const numbers = range === undefined ? [] : [`${describeRange(range)}${list ? ", or several joined by /" : ""}`];
  return [...numbers, ...choices].join(" or ");
}

/** The value as it is written. */
export function formatValue(value: ParameterValue): string {
  return typeof value === "object" ? value.join("/") : String(value);
}

function parseNumber(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}

function parseValue(who: string, parameter: Parameter, text: string): ParameterValue {
  const { name, range, choices, list } = parameter;
  if (choices?.includes(text)) return text;
  if (range === undefined) return checkName(who, name, text, choices ?? []);
  const numbers = text.split("/").map(parseNumber);
  if (list && numbers.length > 1) {
    for (const number of numbers) checkRange(who, `each of ${name}`, number, range);
    return numbers;
  }
  const [number] = numbers;
  if (numbers.length > 1 || !inRange(number, range)) fail(who, `${name} to be ${describeParameter(parameter)}`, text);
  return number;
}

function splitPair(who: string, pair: string): [string, string] {
  const equals = pair.indexOf("=");
  check(equals > 0, who, "key=value pairs joined by commas", pair);
  return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}

/**
 * The values that `text` gives, and nothing else.
 * @param who the name that error messages begin with
 * @param text "key=value,key=value", or empty
 * @throws UsageError for an unknown or repeated key and for a value outside its range
 */
export function parseParameters(who: string, text: string, table: readonly Parameter[]): ParameterValues {
  const values: Record<string, ParameterValue> = {};
  for (const pair of text === "" ? [] : text.split(",")) {
    const [key, value] = splitPair(who, pair);
    check(table.length > 0, who, "no parameters", pair);
    const names = table.map((parameter) => parameter.name);
    const name = checkName(who, "the parameter", key, names);
    check(!(name in values), who, `${name} once`, text);
    values[name] = parseValue(who, table[names.indexOf(name)], value);
  }
  return values;
}

/** `values`, and the table's defaults for the rest. */
export function withDefaults(values: ParameterValues, table: readonly Parameter[]): ParameterValues {
  return Object.fromEntries(table.map((parameter) => [parameter.name, values[parameter.name] ?? parameter.default]));
}

/** The shortest text that gives `values`: those that differ from their defaults, in the table's order. */
export function formatParameters(values: ParameterValues, table: readonly Parameter[]): string {
  return table
    .filter(({ name, default: usual }) => formatValue(values[name]) !== formatValue(usual))
    .map(({ name }) => `${name}=${formatValue(values[name])}`)
    .join(",");
}
