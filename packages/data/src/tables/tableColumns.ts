// Which column of a table is the label, which the group, and which can become features.
import { nearestFirst } from "@softlabel/core/internal";
import { refuse } from "../base/refuse.ts";
import { kindOf, type ColumnKind } from "./columnKinds.ts";

/** Which columns are what. */
export interface ColumnOptions {
  readonly label?: string | undefined;
  readonly drop?: readonly string[] | undefined;
  readonly group?: string | undefined;
  /** The column that says which rows are for training, validation and test. */
  readonly split?: string | undefined;
}

/** A column that can become features. */
export interface KindColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** The columns of the table `source`, which holds those that are used. */
export interface TableColumns {
  readonly label: KindColumn;
  /** Whether the label's name is one that is looked for, and was not given. */
  readonly labelFound: boolean;
  readonly group?: string | undefined;
  readonly split?: string | undefined;
  readonly candidates: readonly KindColumn[];
  /** Columns of a type that cannot become features. */
  readonly unusable: readonly { readonly name: string; readonly type: string }[];
}

/** A column as DuckDB describes it. */
export type Column = readonly [name: string, type: string];

const usualLabels = ["label", "class", "target", "y"];

function checkColumn(text: string, option: string, name: string, columns: readonly Column[]): string {
  const names = columns.map(([column]) => column);
  if (names.includes(name)) return name;
  const expected = `${option} to be one of its columns ${nearestFirst(name, names).join(", ")}`;
  return refuse(text, expected, `"${name}"`);
}

/** The label's name: given, or one of the usual ones. */
function labelName(text: string, columns: readonly Column[], { label }: ColumnOptions): string {
  if (label !== undefined) return checkColumn(text, "--label", label, columns);
  const names = columns.map(([name]) => name);
  const found = usualLabels.flatMap((usual) => names.filter((name) => name.toLowerCase() === usual));
  return found[0] ?? refuse(text, `--label with one of its columns ${names.join(", ")}`, "none", "name the label");
}

/**
 * Refuses two columns of one name; SQL does not tell cases apart.
 * @param who the file or query that has the columns
 */
export function checkDistinct(who: string, names: readonly string[]): void {
  const folded = names.map((name) => name.toLowerCase());
  const twice = names.find((_, i) => folded.indexOf(folded[i]) < i);
  if (twice === undefined) return;
  refuse(who, "columns of different names, whatever their case", `"${twice}" twice`, "rename one of them");
}

/** Sorts the columns into label, group, features and what is left out, and checks every name that was given. */
export function chooseColumns(text: string, columns: readonly Column[], options: ColumnOptions): TableColumns {
  const { group, split, drop = [] } = options;
  checkDistinct(
    text,
    columns.map(([name]) => name),
  );
  const label = labelName(text, columns, options);
  if (group !== undefined) checkColumn(text, "--group", group, columns);
  if (group === label) refuse(text, "--group to be another column than the label", `"${label}"`);
  if (split !== undefined) checkColumn(text, "--split", split, columns);
  const taken = split === label || (split !== undefined && split === group);
  if (taken) refuse(text, "--split to be another column than the label and the group", `"${split}"`);
  for (const name of drop) checkColumn(text, "--drop", name, columns);
  if (drop.includes(label)) refuse(text, "--drop to leave the label", `"${label}"`);
  const labelType = columns.find(([name]) => name === label)![1];
  const labelKind = kindOf(labelType) ?? refuse(text, `a label of text or numbers in ${label}`, labelType);
  const others = columns.filter(([name]) => ![label, group, split, ...drop].includes(name));
  return {
    label: { name: label, kind: labelKind },
    labelFound: options.label === undefined,
    group,
    split,
    candidates: others.flatMap(([name, type]) => {
      const kind = kindOf(type);
      return kind === undefined ? [] : [{ name, kind }];
    }),
    unusable: others.filter(([, type]) => kindOf(type) === undefined).map(([name, type]) => ({ name, type })),
  };
}
