// Which rows of a table are marked for a part: by the file that they come from, or by the words of a split column.
import { refuse } from "../../base/refuse.ts";
import type { PartName } from "../../base/dataset.ts";
import { partNamed } from "../../splits/partWords.ts";
import { identifier, literal, type Database } from "../database.ts";
import type { TableRange } from "../readTable.ts";
import type { TableSurvey } from "../surveyTable.ts";

/** The result for a row; without a label it is left out. */
export const parts = { train: 0, test: 1, leftOut: 2, validation: 3 } as const;

const rowsInWords = (count: number): string => `${count.toLocaleString("en")} row${count === 1 ? "" : "s"}`;

/** Marks the rows that come from the file of a part. */
function markByFile(ranges: readonly TableRange[]): Uint8Array {
  const marks = new Uint8Array(ranges.at(-1)!.to).fill(parts.train);
  for (const { part = "train", from, to } of ranges) marks.fill(parts[part], from, to);
  return marks;
}

/** The parts that the values of a split column name, with their rows. */
async function readWords(
  database: Database,
  text: string,
  split: string,
): Promise<ReadonlyMap<string, { readonly part: PartName; readonly rows: number }>> {
  const column = `cast(${identifier(split)} as varchar)`;
  const found = await database.texts(
    `select ${column}, cast(count(*) as varchar) from surveyed group by all order by all`,
  );
  const words = found.map(([word, rows]) => ({ word, rows: Number(rows), part: partNamed(word ?? "") }));
  const unknown = words.filter(({ part }) => part === undefined);
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 5).map(({ word, rows }) => {
      return `${word === null ? "no value" : `"${word}"`} in ${rowsInWords(rows)}`;
    });
    const got = [...shown, ...(unknown.length > 5 ? [`${unknown.length - 5} more`] : [])].join(", ");
    refuse(text, `train, validation or test in column ${split}`, got, "correct these values");
  }
  return new Map(words.map(({ word, rows, part }) => [word!, { part: part!, rows }]));
}

/** Refuses rows of a part from a split column and from a file. */
function checkOnce(text: string, split: string, words: Iterable<PartName>, ranges: readonly TableRange[]): void {
  const marked = new Set(words);
  const twice = ranges.find(({ part }) => part !== undefined && marked.has(part));
  if (twice === undefined) return;
  const expected = `${twice.part} rows from one place`;
  refuse(text, expected, `column ${split} and ${twice.text}`, `leave --${twice.part} out`);
}

/**
 * The part that each row of the table `source` is marked for, one of `parts`; unmarked rows are for training.
 * @param text the data text, for messages
 * @throws UsageError where a split column has a value that names no part, or names one that a file holds
 */
export async function markParts(
  database: Database,
  text: string,
  { ranges, rows, columns: { split } }: Pick<TableSurvey, "ranges" | "rows" | "columns">,
): Promise<Uint8Array> {
  const marks = markByFile(ranges);
  if (split === undefined) return marks;
  const words = await readWords(database, text, split);
  checkOnce(text, split, [...words.values()].map(({ part }) => part), ranges); // prettier-ignore
  const cases = [...words].map(([word, { part }]) => `when ${literal(word)} then ${parts[part]}`).join(" ");
  const part = `case cast(${identifier(split)} as varchar) ${cases} end`;
  const sql = `select cast(rowid as double), cast(${part} as double) from source where rowid < ${rows}`;
  await database.stream(sql, ([row, number], count) => {
    for (let i = 0; i < count; i++) marks[row[i]] = number[i];
  });
  return marks;
}
