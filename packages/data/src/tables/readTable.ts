// Reads the rows of a table once, into DuckDB's own file: every later pass sees the same rows in the same order.
import type { PartName } from "../base/dataset.ts";
import { kindOf } from "./columnKinds.ts";
import type { ColumnReading } from "./csvQuery.ts";
import { identifier, type Database } from "./database.ts";
import { checkPartColumns, type PartTable } from "./parts/partColumns.ts";
import { refuseTable } from "./readError.ts";
import { chooseColumns, type Column, type ColumnOptions, type TableColumns } from "./tableColumns.ts";
import { describeColumns, tableQuery, type TableQuery } from "./tableQuery.ts";
import type { TableSource } from "./tableSource.ts";

/** Consecutive rows of the table `source`, `from` up to before `to`, that come from one text. */
export interface TableRange {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The part that all of them belong to; undefined for the data's own, which are split. */
  readonly part?: PartName;
}

/** The table `source`. */
export interface ReadTable {
  readonly columns: TableColumns;
  /** The data's own rows, then those of the files that hold a part alone. */
  readonly ranges: readonly TableRange[];
}

/** A table that can be read: its query and columns. */
interface OpenTable extends TableQuery {
  readonly text: string;
  readonly found: readonly Column[];
  /** The text whose columns it is read like. */
  readonly like?: string | undefined;
}

/** Runs, and words whatever DuckDB throws as an error about the table. */
async function reading<Result>(
  table: Partial<OpenTable> & Pick<OpenTable, "text">,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    return refuseTable(error, table);
  }
}

async function openTable(
  database: Database,
  source: TableSource,
  asText: readonly string[],
  like?: ColumnReading & { readonly text: string },
): Promise<OpenTable> {
  const { text } = source;
  const query = await reading({ text }, () => tableQuery(database, source, { asText, like }));
  const table = { ...query, text, like: like?.text };
  return { ...table, found: await reading(table, () => describeColumns(database, query)) };
}

/** How the columns of a CSV file are read where another table has columns of these types. */
function readingLike({ text, found, formats = [] }: OpenTable): ColumnReading & { readonly text: string } {
  const csvTypes = { number: "DOUBLE", category: "VARCHAR" } as Readonly<Record<string, string>>;
  const types = found.flatMap(([name, type]) => {
    const kind = kindOf(type);
    return kind === undefined ? [] : [[name, csvTypes[kind] ?? type] as const];
  });
  return { text, types: new Map(types), formats };
}

/** A query for the columns of a table in their order, NULL where it has none of that name. */
function selected({ sql, found }: OpenTable, names: readonly string[]): string {
  const has = new Set(found.map(([name]) => name));
  const columns = names.map((name) => (has.has(name) ? identifier(name) : `null as ${identifier(name)}`));
  // The line break ends a comment that a query may close with.
  return `select ${columns.join(", ")} from (${sql}\n)`;
}

/** Makes the table `source`, of types that hold the values of all tables, and fills it; says where the rows of each end. */
async function fill(database: Database, tables: readonly OpenTable[], names: readonly string[]): Promise<number[]> {
  const queries = tables.map((table) => selected(table, names));
  const [first] = queries;
  const only = queries.length === 1;
  const typed = only ? first : `select * from (${queries.join(" union all ")}) limit 0`;
  await reading(tables[0], () => database.run(`create table source as ${typed}`));
  const ends: number[] = [];
  for (const [i, query] of queries.entries()) {
    if (!only) await reading(tables[i], () => database.run(`insert into source ${query}`));
    ends.push(...(await database.numbers("select cast(count(*) as double) from source")));
  }
  return ends;
}

/**
 * Reads a table into the table `source` of the database, followed by the rows of the tables for single parts.
 * @throws UsageError when one cannot be read or lacks a column
 */
export async function readTable(
  database: Database,
  source: TableSource,
  options: ColumnOptions,
  parts: readonly PartTable[],
): Promise<ReadTable> {
  const { group, split, drop = [] } = options;
  const further = [group, split].filter((name) => name !== undefined);
  const asText = [...drop, ...further];
  const { text } = source;
  const own = await openTable(database, source, asText);
  const columns = chooseColumns(text, own.found, options);
  const tables = [own];
  for (const part of parts) {
    const table = await openTable(database, part, asText, readingLike(own));
    checkPartColumns(part, text, columns, new Map(own.found), table.found);
    tables.push(table);
  }
  const used = [columns.label, ...columns.candidates].map(({ name }) => name);
  const ends = await fill(database, tables, [...used, ...further]);
  const ranges = tables.map((table, i): TableRange => {
    const range = { text: table.text, from: ends[i - 1] ?? 0, to: ends[i] };
    return i === 0 ? range : { ...range, part: parts[i - 1].part };
  });
  return { columns, ranges };
}
