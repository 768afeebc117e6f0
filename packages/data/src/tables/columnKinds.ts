// The kinds of columns: which types they have in SQL, and how their values become numbers.
import { identifier } from "./database.ts";
import { numberSql } from "./numberedTexts.ts";

/** What a column's values are taken for. */
export type ColumnKind = "number" | "boolean" | "date" | "category";

interface KindRow {
  readonly kind: ColumnKind;
  /** Several of them, in sentences. */
  readonly plural: string;
  readonly types: RegExp;
  /** SQL for the value of a column as double; NULL where it is missing. */
  value(name: string): string;
}

/** Days since 1970 of a date or a time; a time of day is a share of a day. */
const days = (name: string): string => `epoch(${identifier(name)}) / 86400`;

const asDouble = (name: string): string => `cast(${identifier(name)} as double)`;

/** Every kind; a column whose type has no row cannot become features. */
const kinds: readonly KindRow[] = [
  {
    kind: "number",
    plural: "numbers",
    types: /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/,
    value: asDouble,
  },
  { kind: "boolean", plural: "booleans", types: /^BOOLEAN$/, value: asDouble },
  { kind: "date", plural: "dates", types: /^(DATE|TIME|TIMESTAMP)/, value: days },
  { kind: "category", plural: "categories", types: /^(VARCHAR|UUID|ENUM\(.*\))$/s, value: numberSql },
];

/** Several values of each kind, in words; the kinds in the order in which they are listed. */
export const kindWords: ReadonlyMap<ColumnKind, string> = new Map(kinds.map(({ kind, plural }) => [kind, plural]));

/** The kind of a SQL type; undefined for lists, structures, bytes and the like. */
export function kindOf(type: string): ColumnKind | undefined {
  return kinds.find(({ types }) => types.test(type))?.kind;
}

/** SQL for a column's value as double, NULL where it is missing; of a category, the place of its text among all. */
export function valueSql(name: string, kind: ColumnKind): string {
  return kinds.find((row) => row.kind === kind)!.value(name);
}
