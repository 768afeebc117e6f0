// The rows of a table, chunk by chunk out of DuckDB, as a model's inputs take them.
import path from "node:path";
import { UsageError } from "@softlabel/core";
import {
  type ChunkKind,
  type Column,
  type Database,
  describeColumns,
  refuseTable,
  type TableQuery,
  tableQuery,
} from "@softlabel/data/internal";
import { preparedFolder, tableSource, withDatabase, withTemporaryFolder } from "@softlabel/data/node/internal";
import type { ColumnsInput, NumbersInput } from "../model/inputKinds.ts";
import { ColumnCounts } from "./columnFindings.ts";
import { planColumns, type ColumnChoice, type ColumnPlan } from "./planColumns.ts";
import { blockRows, numbered, type Finding, type RowBlock, type RowSource } from "./rowBlock.ts";
import { TableBlock } from "./tableBlock.ts";
import { prepareSql, textSql, valueSql, type DataColumn } from "./valueSql.ts";

/** A table that is open for reading. */
interface OpenTable {
  readonly database: Database;
  readonly text: string;
  readonly query: TableQuery;
  readonly columns: readonly Column[];
}

/** Rows that a chunk of DuckDB has at most. */
const chunkRows = 2048;

/** Makes the view `source`. CSV files are read as text: every value that does not fit is then found, not only the first. */
async function openTable(database: Database, text: string): Promise<OpenTable> {
  const source = await tableSource(text);
  try {
    const query = await tableQuery(database, source, { asText: "all" });
    const columns = await describeColumns(database, query);
    await database.run(`create view source as ${query.sql}\n`);
    return { database, text, query, columns };
  } catch (error) {
    return refuseTable(error, { text });
  }
}

/** A date's format in an option of DuckDB's, such as dateformat = '%d.%m.%Y'. */
const dateFormat = (option: string): string => /'(.*)'$/.exec(option)![1].replaceAll("''", "'");

/** What each of the model's columns is in the data. */
function dataColumns({ columns, query }: OpenTable, { inputs }: ColumnPlan): DataColumn[] {
  const types = new Map(columns);
  return inputs.map(({ name }) => ({ type: types.get(name)!, dateFormats: (query.formats ?? []).map(dateFormat) }));
}

/** How many lines of a CSV file cannot be read. */
async function countUnreadable({ database, query: { lenientSql } }: OpenTable): Promise<number> {
  if (lenientSql === undefined) return 0;
  await database.texts(`select cast(count(*) as varchar) from (${lenientSql})`);
  const [count] = await database.numbers("select cast(count(distinct line) as double) from reject_errors");
  return count;
}

/** Throws what went wrong in reading, with how often it does. */
async function refuseRows(table: OpenTable, error: unknown): Promise<never> {
  const { text, query } = table;
  try {
    return refuseTable(error, { text, dialect: query.dialect });
  } catch (worded) {
    const lines = await countUnreadable(table).catch(() => 0);
    if (lines < 2 || !(worded instanceof UsageError)) throw worded;
    throw new UsageError(`${worded.message}; ${lines.toLocaleString("en")} lines cannot be read`);
  }
}

/** All rows, in blocks. */
async function* blocksOf(
  table: OpenTable,
  block: TableBlock,
  sql: string,
  kinds: readonly ChunkKind[],
): AsyncGenerator<RowBlock> {
  try {
    for await (const { rows, columns } of table.database.chunks(sql, kinds)) {
      if (!block.hasRoomFor(rows)) yield block.take();
      block.add(columns, rows);
    }
  } catch (error) {
    await refuseRows(table, error);
  }
  if (!block.isEmpty) yield block.take();
}

/** SQL for the columns of the model, the id and the label, and how they are read. */
function selection(text: string, { inputs, id, label }: ColumnPlan, data: readonly DataColumn[]) {
  const values = inputs.map((column, k) => valueSql(text, column, data[k]));
  const texts = [id, label].filter((name) => name !== undefined).map(textSql);
  const kinds = inputs.map(({ kind }): ChunkKind => (kind === "text" ? "text" : "number"));
  return {
    sql: `select ${[...values, ...texts].join(", ")} from source`,
    kinds: [...kinds, ...texts.map((): ChunkKind => "text")],
  };
}

const isIso = (format: string): boolean => format.startsWith("%Y-%m-%d");

/** What a user should know before any row is read. */
function notesOf({ inputs, extra, notes }: ColumnPlan, data: readonly DataColumn[]): string[] {
  const dated = inputs.filter(({ kind }, k) => kind === "date" && data[k].type === "VARCHAR").map(({ name }) => name);
  const formats = data[0]?.dateFormats.filter((format) => !isIso(format)) ?? [];
  return [
    ...notes,
    ...(extra.length === 0 ? [] : [`Columns that the model does not take: ${extra.join(", ")}.`]),
    ...(dated.length * formats.length === 0
      ? []
      : [`Dates in ${dated.join(", ")} are read as ${formats.join(" or ")}.`]),
  ];
}

/** The rows of a table that is open. */
async function rowsOf(
  table: OpenTable,
  input: ColumnsInput | NumbersInput,
  choice: ColumnChoice,
  batch: number | undefined,
): Promise<RowSource> {
  const { database, text, columns } = table;
  const plan = planColumns(text, columns, input, choice);
  const data = dataColumns(table, plan);
  const { sql, kinds } = selection(text, plan, data);
  for (const each of plan.inputs.flatMap(prepareSql)) await database.run(each);
  const counts = plan.inputs.map((column) => new ColumnCounts(column));
  const block = new TableBlock(plan, counts, blockRows(plan.width, batch, chunkRows));
  const type = columns.find(([name]) => name === plan.id)?.[1] ?? "VARCHAR";
  return {
    noun: "row",
    id: plan.id === undefined ? numbered : { name: plan.id, type },
    labelled: plan.label !== undefined,
    notes: notesOf(plan, data),
    blocks: () => blocksOf(table, block, sql, kinds),
    async findings() {
      const all: Finding[] = [];
      for (const [k, each] of counts.entries()) all.push(...(await each.findings(database, text, data[k])));
      return all;
    },
  };
}

/**
 * Uses the rows of a table.
 * @param text files or a query
 * @param batch rows that the model always takes at once
 * @throws UsageError where it cannot be read, or lacks a column
 */
export async function withTableRows<Result>(
  text: string,
  input: ColumnsInput | NumbersInput,
  choice: ColumnChoice,
  batch: number | undefined,
  use: (rows: RowSource) => Promise<Result>,
): Promise<Result> {
  return withTemporaryFolder(path.join(preparedFolder(), "database"), (folder) =>
    withDatabase(folder, async (database) => use(await rowsOf(await openTable(database, text), input, choice, batch))),
  );
}
