// SQL for the values of a model's column, whatever type the data has it in: as double, or as text.
import { type ColumnKind, identifier, kindOf, literal, refuse } from "@softlabel/data/internal";
import type { InputColumn } from "../model/inputKinds.ts";

/** What a column of the data is read as, beside its type: how its dates are written where not as ISO 8601 has them. */
export interface DataColumn {
  readonly type: string;
  readonly dateFormats: readonly string[];
}

/** SQL for a value as double: NULL where there is a value that is not of the kind. */
type ValueSql = (column: string, data: DataColumn) => string;

const asText = (column: string): string => `cast(${column} as varchar)`;

/** Texts that are booleans, as `encodeRows` has them. */
const booleanText: ValueSql = (column) =>
  `case lower(${asText(column)}) when 'true' then 1::double when '1' then 1::double when 'false' then 0::double when '0' then 0::double end`;

const booleanNumber: ValueSql = (column) => `case when ${column} in (0, 1) then ${column}::double end`;

/** Times of day are shares of the first day. */
function dateText(name: string, { dateFormats }: DataColumn): string {
  const column = asText(name);
  const formatted = dateFormats.map((format) => `epoch(try_strptime(${column}, ${literal(format)}))`);
  const iso = [`epoch(try_cast(${column} as timestamp))`, ...formatted, `epoch(try_cast(${column} as time))`];
  return `coalesce(${iso.join(", ")}) / 86400`;
}

const asDouble = (column: string): string => `try_cast(${column} as double)`;
const textAsDouble: ValueSql = (column) => asDouble(asText(column));
const days: ValueSql = (column) => `epoch(${column}) / 86400`;

/** By the model's kind, then by that of the data; pairs without an entry cannot be. */
const valueTable: Readonly<
  Record<Exclude<InputColumn["kind"], "category" | "text">, Partial<Record<ColumnKind, ValueSql>>>
> = {
  number: { number: asDouble, boolean: asDouble, category: textAsDouble },
  boolean: { number: booleanNumber, boolean: asDouble, category: booleanText },
  date: { date: days, category: dateText },
};

/** The type of a category's texts. */
const typeName = (name: string): string => identifier(`categories of ${name}`);

/** SQL that is to be run before a category is read; none for other columns. */
export function prepareSql({ name, kind, categories = [] }: InputColumn): string[] {
  if (kind !== "category") return [];
  return [`create type ${typeName(name)} as enum (${categories.map(literal).join(", ")})`];
}

/** A category's text. */
export const textSql = (name: string): string => asText(identifier(name));

/** SQL for whether a value is there that is not among a category's texts. */
export const unseenSql = ({ name }: InputColumn): string =>
  `${identifier(name)} is not null and try_cast(${textSql(name)} as ${typeName(name)}) is null`;

function categorySql({ name }: InputColumn): string {
  const place = `cast(enum_code(try_cast(${textSql(name)} as ${typeName(name)})) as double)`;
  return `case when ${identifier(name)} is null then 'nan'::double else coalesce(${place}, -1) end`;
}

/** SQL for a number, NULL where the value is missing or none. */
function plainSql(text: string, { name, kind, whole }: InputColumn, data: DataColumn): string {
  const found = kindOf(data.type);
  const value = found && valueTable[kind as keyof typeof valueTable][found];
  if (value === undefined) {
    const remedy = "cast the column in a SQL query";
    return refuse(text, `a ${kind} in column ${name}, as the model takes`, data.type, remedy);
  }
  const number = value(identifier(name), data);
  return whole === true ? `(case when round(${number}) = ${number} then ${number} end)` : number;
}

/** SQL for whether a value is there that is not of the column's kind, or not finite. */
export function badSql(text: string, column: InputColumn, data: DataColumn): string {
  const value = plainSql(text, column, data);
  return `${identifier(column.name)} is not null and not coalesce(isfinite(${value}), false)`;
}

/**
 * SQL for the values of a column as an encoder takes them: numbers, NaN where missing, infinite where there is no such value; the
 * place of a category, -1 where it is not among them; or texts.
 * @param text the table, for messages
 * @throws UsageError where the column's type is none that the model's kind can be made of
 */
export function valueSql(text: string, column: InputColumn, data: DataColumn): string {
  const { name, kind, required } = column;
  const own = identifier(name);
  if (kindOf(data.type) === undefined) refuse(text, `text, numbers or dates in column ${name}`, data.type);
  if (kind === "text") return textSql(name);
  if (kind === "category") return categorySql(column);
  const value = plainSql(text, column, data);
  const missing = required === true ? "'inf'::double" : "'nan'::double";
  return `case when ${own} is null then ${missing} when isfinite(${value}) then ${value} else 'inf'::double end`;
}
