// Scores in a table: CSV, Parquet, JSON or a SQL query → test and validation rows that can be read again and again.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Database, identifier, refuseTable } from "@softlabel/data/internal";
import { withDatabase } from "@softlabel/data/node/internal";
import { partsOfSplit, plainLabel, rowParts, type ScoreFile } from "@softlabel/experiment/internal";
import { notesOf, placeSql, planScoreTable, type ScorePlan, type ScoreTableOptions } from "./planScoreTable.ts";
import { RowStore } from "./rowStore.ts";
import { tableRows } from "./tableRows.ts";

const scoreSql = (column: string): string => `coalesce(try_cast(${identifier(column)} as double), 'nan'::double)`;

/** The split of each row, if there is a split column: filled as rows come. */
interface Parts {
  readonly sql: readonly string[];
  readonly parts: Uint8Array | undefined;
  readonly take: (from: number, places: Float64Array, count: number) => void;
}

function partsOf(text: string, { split, splits }: ScorePlan, rows: number): Parts {
  if (split === undefined) return { sql: [], parts: undefined, take: () => undefined };
  const values = splits.map(({ label }) => label);
  const known = partsOfSplit(text, split, values);
  const byPlace = values.map((value) => known.get(value)!);
  const parts = new Uint8Array(rows);
  return {
    sql: [placeSql(split, splits)],
    parts,
    take(from, places, count) {
      for (let i = 0; i < count; i++) parts[from + i] = byPlace[places[i]];
    },
  };
}

/** What names each row of the table, in the order of the rows. */
async function readIds(database: Database, { id }: ScorePlan): Promise<readonly string[] | undefined> {
  if (id === undefined) return undefined;
  const rows = await database.texts(`select coalesce(cast(${identifier(id)} as varchar), '') from source`);
  return rows.map(([text]) => String(text).trim());
}

/** Reads the rows of a table that was planned. */
async function readRows(database: Database, text: string, plan: ScorePlan, folder: string): Promise<ScoreFile> {
  const { scores, label, labels, classes, type } = plan;
  const rows = labels.reduce((sum, each) => sum + each.rows, 0);
  const columns = scores.columns.length;
  const store = new RowStore({ file: path.join(folder, "rows.bin"), rows, width: columns + 1, type });
  const { sql, parts, take } = partsOf(text, plan, rows);
  const classOf = labels.map(({ label: value }) => classes.classOf(plainLabel(value)));
  const values = [...scores.columns.map(scoreSql), placeSql(label, labels), ...sql];
  let row = 0;
  await database.stream(`select ${values.join(", ")} from source`, (chunk, count) => {
    take(row, chunk[columns + 1], count);
    store.add([...chunk.slice(0, columns), chunk[columns].map((place) => classOf[place])], count);
    row += count;
  });
  store.end();
  const ids = await readIds(database, plan);
  const { strange: strangeLabels, classes: names, single, first: labelsFrom } = classes;
  const described = { name: text, columns, classes: names, single, labelsFrom, stated: scores.stated, strangeLabels };
  const shared = { ...described, store, rows, parts, ids };
  const hasValidation = parts?.includes(rowParts.validation) === true;
  return {
    test: tableRows({ ...shared, part: rowParts.test }),
    validation: hasValidation ? tableRows({ ...shared, part: rowParts.validation }) : undefined,
    notes: [],
  };
}

/**
 * Opens a table of scores.
 * @param folder a new one of this name is made for what does not fit into memory
 * @throws UsageError when it cannot be read, or its columns are not understood
 */
export async function readScoreTable(text: string, options: ScoreTableOptions, folder: string): Promise<ScoreFile> {
  mkdirSync(folder, { recursive: true });
  return withDatabase(folder, async (database) => {
    try {
      const plan = await planScoreTable(database, text, options);
      return { ...(await readRows(database, text, plan, folder)), notes: notesOf(plan, options) };
    } catch (error) {
      return refuseTable(error, { text });
    }
  });
}
