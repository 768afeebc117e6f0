// Parameters as rows of a table, and the text that gives them: "smooth:0.1,over=others", "blobs:classes=5".
import { check, checkName, describeRange, fail, inRange, type Range } from "./check.ts";
import { nearestFirst, plainName } from "./otherNames.ts";

/** A number, a word, or several numbers, which are written joined by "/". */
export type ParameterValue = number | string | readonly number[];

/** Values by parameter name. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** A parameter as data: reading, writing, help and error messages all come from this row. */
export type ParameterDefinition = {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly help: string;
  /** On a table's first row: its value may be "read" without its name, or is also always "written" so ("smooth:0.1"). */
  readonly alone?: "read" | "written";
} & (
  | {
      readonly default: ParameterValue;
      /** The numbers it may be. */
      readonly range: Range;
      /** Words it may be as well. */
      readonly choices?: readonly string[];
      /** Whether it may be several numbers, each in the range. */
      readonly list?: true;
    }
  | {
      readonly default: string;
      /** The words it may be. */
      readonly choices: readonly string[];
      readonly range?: undefined;
      readonly list?: undefined;
    }
);

/** What a row's value may be: as exact as the row's type, and any value where that does not even know the name. */
type ValueOf<Row extends ParameterDefinition> = string extends Row["name"]
  ? ParameterValue
  : | (Row extends { readonly range: Range } ? number : never)
    | (Row extends { readonly choices: readonly (infer Word)[] } ? Word : never)
    | (Row extends { readonly list: true } ? readonly number[] : never);

/** The values of a table's parameters by name, each of its row's type: numbers, certain words, several numbers. */
export type ValuesOf<Table extends readonly ParameterDefinition[]> = {
  readonly [Row in Table[number] as Row["name"]]: ValueOf<Row>;
};

/** A row of a table of things that have a name and parameters: methods, optimizers, data sets. */
export interface NamedRow {
  readonly name: string;
  /** What others call it; with parameters where their default is another: "label-smoothed-cross-entropy:over=others". */
  readonly aliases?: readonly string[];
  readonly parameters: readonly ParameterDefinition[];
}

/**
 * What may be written for a parameter, in words, for messages and help.
 * @example
 * ```ts
 * import { describeParameter } from "@softlabel/core/internal";
 * const rows = { name: "rows", help: "rows to take", default: "all", range: { from: 1, to: 9 }, choices: ["all"] };
 * describeParameter(rows); // => "a number from 1 to 9 or all"
 * ```
 */
export function describeParameter({ range, choices = [], list }: ParameterDefinition): string {
  const numbers = range === undefined ? [] : [`${describeRange(range)}${list ? " (or several, joined by /)" : ""}`];
  return [...numbers, ...choices].join(" or ");
}

/** The value as it is written: several numbers joined by "/". */
export function formatValue(value: ParameterValue): string {
  return typeof value === "object" ? value.join("/") : String(value);
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in `text`, if it is one in `range`. */
function readNumber(who: string, expected: string, text: string, range: Range, remedy?: string): number {
  const value = decimal.test(text) ? Number(text) : text;
  check(typeof value === "number" && inRange(value, range), who, expected, value, remedy);
  return value;
}

/** A parameter's value from its text. */
function readValue(who: string, row: ParameterDefinition, text: string, remedy?: string): ParameterValue {
  const { name, range, choices = [], list } = row;
  if (range === undefined) return checkName(who, name, text, choices);
  if (choices.includes(text)) return text;
  const items = text.split("/").map((item) => item.trim());
  if (!list || items.length === 1)
    return readNumber(who, `${name} to be ${describeParameter(row)}`, text, range, remedy);
  return items.map((item) => readNumber(who, `each of ${name} to be ${describeRange(range)}`, item, range, remedy));
}

/** The row that one part of the text is about, and its value's text. */
function readPart(
  who: string,
  part: string,
  isFirst: boolean,
  table: readonly ParameterDefinition[],
  remedy?: string,
): [ParameterDefinition, string] {
  const [first] = table;
  const equals = part.indexOf("=");
  if (equals < 0 && isFirst && first.alone !== undefined) return [first, part.trim()];
  const which = first.alone === undefined ? "every parameter" : "every parameter after the first";
  check(equals > 0, who, `${which} as name=value`, part.trim(), remedy);
  const names = table.map((row) => row.name);
  const name = checkName(who, "a parameter", part.slice(0, equals).trim(), names);
  return [table[names.indexOf(name)], part.slice(equals + 1).trim()];
}

/**
 * The values that `text` gives, and nothing else: `parseParameters` without the defaults.
 * @param who who is asking, for the message
 * @param text "0.1,over=others", or undefined for none
 * @param table the parameters there are
 * @param remedy how to write it right, for the message
 * @throws UsageError if a parameter is unknown, given twice or not what its row allows
 * @example
 * ```ts
 * import { parseGiven } from "@softlabel/core/internal";
 * const seed = { name: "seed", help: "which data", default: 0, range: { from: 0, to: 9 } };
 * const shift = { name: "shift", help: "added to features", default: 0, range: { from: -9, to: 9 }, list: true };
 * parseGiven("my data", "shift=1/2.5", [seed, shift]); // => { shift: [1, 2.5] }
 * ```
 */
export function parseGiven<const Table extends readonly ParameterDefinition[]>(
  who: string,
  text: string | undefined,
  table: Table,
  remedy?: string,
): Partial<ValuesOf<Table>> {
  check(text === undefined || table.length > 0, who, "no parameters", text, remedy);
  const given = new Map<string, ParameterValue>();
  for (const [i, part] of (text?.split(",") ?? []).entries()) {
    const [row, value] = readPart(who, part, i === 0, table, remedy);
    check(!given.has(row.name), who, `${row.name} once`, text, remedy);
    given.set(row.name, readValue(who, row, value, remedy));
  }
  return Object.fromEntries(given) as Partial<ValuesOf<Table>>;
}

/** `given`, and the table's defaults for the rest. */
export function withDefaults<const Table extends readonly ParameterDefinition[]>(
  given: Partial<ValuesOf<Table>>,
  table: Table,
): ValuesOf<Table> {
  const values: Partial<ParameterValues> = given;
  return Object.fromEntries(table.map((row) => [row.name, values[row.name] ?? row.default])) as ValuesOf<Table>;
}

/**
 * Reads parameters from text: name=value, joined by commas; where the table's first row says so, its value may stand
 * first without its name. Those not given have their default.
 * @param who who is asking, for the message
 * @param text "0.1,over=others", or undefined for all defaults
 * @param table the parameters there are; values have the types that its rows' types allow
 * @throws UsageError if a parameter is unknown, given twice or not what its row allows
 * @example
 * ```ts
 * import { methodTable } from "@softlabel/core";
 * import { parseParameters } from "@softlabel/core/internal";
 * const smooth = methodTable.find((method) => method.name === "smooth");
 * parseParameters("my method", "0.2", smooth.parameters); // => { alpha: 0.2, over: "all" }
 * ```
 */
export function parseParameters<const Table extends readonly ParameterDefinition[]>(
  who: string,
  text: string | undefined,
  table: Table,
): ValuesOf<Table> {
  return withDefaults(parseGiven(who, text, table), table);
}

/**
 * The shortest text that `parseParameters` reads back: what differs from its default, in the table's order; a value
 * that is written alone stands first in any case.
 * @param always names of further parameters to write in any case
 * @example
 * ```ts
 * import { methodTable } from "@softlabel/core";
 * import { formatParameters } from "@softlabel/core/internal";
 * const smooth = methodTable.find((method) => method.name === "smooth");
 * formatParameters({ alpha: 0.2, over: "others" }, smooth.parameters); // => "0.2,over=others"
 * formatParameters({ alpha: 0.1, over: "all" }, smooth.parameters); // => "0.1"
 * ```
 */
export function formatParameters(
  values: ParameterValues,
  table: readonly ParameterDefinition[],
  always: readonly string[] = [],
): string {
  return table
    .map((row) => ({ ...row, text: formatValue(values[row.name]), usual: formatValue(row.default) }))
    .filter(({ name, alone, text, usual }) => alone === "written" || always.includes(name) || text !== usual)
    .map(({ name, alone, text }) => (alone === "written" ? text : `${name}=${text}`))
    .join(",");
}

/** A row's name and, after a colon, what `formatParameters` writes: "smooth:0.1", "blobs:classes=5", "glyphs". */
export function formatNamed(row: NamedRow, values: ParameterValues, always: readonly string[] = []): string {
  const parameters = formatParameters(values, row.parameters, always);
  return parameters === "" ? row.name : `${row.name}:${parameters}`;
}

/**
 * A row with every parameter at its default, to be shown as a pattern.
 * @example
 * ```ts
 * import { methodTable } from "@softlabel/core";
 * import { formatDefaults } from "@softlabel/core/internal";
 * methodTable.slice(0, 3).map(formatDefaults); // => ["hard", "smooth:0.1,over=all", "relax:0.1"]
 * ```
 */
export function formatDefaults(row: NamedRow): string {
  const names = row.parameters.map((parameter) => parameter.name);
  return formatNamed(row, withDefaults({}, row.parameters), names);
}

/** Every way to spell a row's name: the name, the parameters that come with it. */
const spellingsOf = <Row extends NamedRow>(row: Row) =>
  [row.name, ...(row.aliases ?? [])].map((text) => {
    const [spelling, parameters] = text.split(/:(.*)/s, 2);
    return { row, spelling, parameters };
  });

/**
 * The row of a table that a name means: its own, whatever the case and however words are joined, or one of its aliases.
 * @param who who is asking, for the message
 * @param name such as "smooth", "label_smoothing", "LabelSmoothing"
 * @returns the row, and the parameters that the alias gives
 * @throws UsageError if there is none
 * @example
 * ```ts
 * import { methodTable } from "@softlabel/core";
 * import { findNamed } from "@softlabel/core/internal";
 * findNamed("my method", "label_smoothing", methodTable).row.name; // => "smooth"
 * findNamed("my method", "label_smoothed_cross_entropy", methodTable).usual; // => { over: "others" }
 * ```
 */
export function findNamed<Row extends NamedRow>(
  who: string,
  name: string,
  table: readonly Row[],
): { readonly row: Row; readonly usual: Partial<ParameterValues> } {
  const spellings = table.flatMap(spellingsOf<Row>);
  const found = spellings.find(({ spelling }) => plainName(spelling) === plainName(name));
  if (found !== undefined) return { row: found.row, usual: parseGiven(who, found.parameters, found.row.parameters) };
  const owner = new Map(spellings.map(({ row, spelling }) => [spelling, row.name]));
  const names = nearestFirst(name, [...owner.keys()]).map((spelling) => owner.get(spelling));
  return fail(who, `the name to be one of ${[...new Set(names)].join(", ")}`, name.trim());
}

/**
 * Reads a row's name and, after a colon, its parameters; those not given have their default.
 * @param kind what the table holds, for messages: "method"
 * @param text such as "hard", "smooth:0.1,over=others"
 * @throws UsageError if the name or a parameter is unknown, or a parameter is given twice or not what its row allows
 * @example
 * ```ts
 * import { methodTable } from "@softlabel/core";
 * import { parseNamed } from "@softlabel/core/internal";
 * const { row, values } = parseNamed("method", "smooth: over=others", methodTable);
 * row.name; // => "smooth"
 * values; // => { alpha: 0.1, over: "others" }
 * ```
 */
export function parseNamed<Row extends NamedRow>(
  kind: string,
  text: string,
  table: readonly Row[],
): { row: Row; values: ParameterValues } {
  const who = `${kind} ${JSON.stringify(text)}`;
  const [name, rest] = text.split(/:(.*)/s, 2);
  const { row, usual } = findNamed(who, name, table);
  const given = parseGiven(who, rest, row.parameters, `write it as in ${formatDefaults(row)}`);
  return { row, values: withDefaults({ ...usual, ...given }, row.parameters) };
}
