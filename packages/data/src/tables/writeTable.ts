// Fits the features of a table on its training rows, then writes all rows: two passes over the database, chunk by chunk.
import { partNames } from "../base/dataset.ts";
import type { PartWriters } from "../base/prepared.ts";
import { valueSql } from "./columnKinds.ts";
import type { Database } from "./database.ts";
import { fitColumn, valueTranslator, type FeatureColumn } from "./fitColumn.ts";
import { numberTexts } from "./numberedTexts.ts";
import { featureNames, featureWriter, type EncodedColumn } from "../features/preprocessing.ts";
import type { TableSplit } from "./parts/splitTable.ts";
import { parts } from "./parts/markParts.ts";
import type { KindColumn } from "./tableColumns.ts";

/** A column and how it becomes features; undefined when it is the same in all training rows. */
export interface FittedColumn {
  readonly column: FeatureColumn;
  readonly encoded: EncodedColumn | undefined;
}

/** A column that differs between training rows. */
type UsedColumn = FittedColumn & { readonly encoded: EncodedColumn };

/** Whether features are made of a column. */
export const isUsed = (column: FittedColumn): column is UsedColumn => column.encoded !== undefined;

/** Rows with their numbers, then the values of the columns, NaN where one is missing. */
function valuesSql(columns: readonly FeatureColumn[]): string {
  const values = columns.map(({ name, kind }) => `coalesce(${valueSql(name, kind)}, 'nan'::double)`);
  return `select ${["cast(rowid as double)", ...values].join(", ")} from source`;
}

/** Fits every column on the training rows. */
export async function fitTable(
  database: Database,
  columns: readonly KindColumn[],
  { part }: TableSplit,
): Promise<FittedColumn[]> {
  const featureColumns: FeatureColumn[] = [];
  for (const { name, kind } of columns) {
    const texts = kind === "category" ? await numberTexts(database, name) : [];
    featureColumns.push({ name, kind, texts });
  }
  const fits = featureColumns.map(fitColumn);
  await database.stream(valuesSql(featureColumns), ([rows, ...values], count) => {
    fits.forEach((fit, k) => {
      const column = values[k];
      for (let i = 0; i < count; i++) if (part[rows[i]] === parts.train) fit.add(column[i]);
    });
  });
  return featureColumns.map((column, k) => ({ column, encoded: fits[k].end() }));
}

/** A fitted column with the places of its features. */
interface PlacedColumn {
  readonly at: number;
  readonly translate: (value: number) => number;
  readonly write: ReturnType<typeof featureWriter>;
}

function placeColumns(columns: readonly UsedColumn[]): { placed: PlacedColumn[]; width: number } {
  let width = 0;
  const placed = columns.map(({ column, encoded }) => {
    const at = width;
    width += featureNames(encoded).length;
    return { at, translate: valueTranslator(column, encoded), write: featureWriter(encoded) };
  });
  return { placed, width };
}

/** The numbers that belong to the rows of one part of a chunk. */
const pick = (numbers: Int32Array, rows: Float64Array): Int32Array => Int32Array.from(rows, (row) => numbers[row]);

/** Encodes all rows that have a label, in their order, and hands them on. */
export async function encodeTable(
  database: Database,
  columns: readonly UsedColumn[],
  { part, labels, groups }: TableSplit,
  writers: PartWriters,
): Promise<void> {
  const { placed, width } = placeColumns(columns);
  const sql = valuesSql(columns.map(({ column }) => column));
  await database.stream(sql, ([rows, ...values], count) => {
    for (const name of partNames) {
      const chosen = Int32Array.from({ length: count }, (_, i) => i).filter((i) => part[rows[i]] === parts[name]);
      const inputs = new Float32Array(chosen.length * width);
      placed.forEach(({ at, translate, write }, k) => {
        const column = values[k];
        chosen.forEach((i, place) => write(translate(column[i]), inputs, place * width + at));
      });
      const numbers = Float64Array.from(chosen, (i) => rows[i]);
      writers[name].add(inputs, pick(labels, numbers), groups && name === "train" ? pick(groups, numbers) : undefined);
    }
  });
}
