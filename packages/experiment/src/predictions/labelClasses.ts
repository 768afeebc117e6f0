// Which class a label means: its name, or its place among the classes.
import { refuse } from "@softlabel/data/internal";

/** How the labels of a file are understood. */
export interface LabelClasses {
  readonly classes: readonly string[];
  readonly by: "name" | "index";
  /** The class of a label, -1 where it is none. */
  readonly classOf: (label: string) => number;
  /** Labels that are no class, a few of them. */
  readonly strange: readonly string[];
}

/** A label's text, and how many rows have it. */
export interface LabelCount {
  readonly label: string;
  readonly rows: number;
}

/** A number is the same however it is written: "1", "1.0". */
export function plainLabel(text: string): string {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return trimmed !== "" && Number.isFinite(number) ? String(number) : trimmed;
}

/** What two classes may be called, where a single column holds the score of the second. */
const pairs: readonly (readonly [string, string])[] = [
  ["0", "1"],
  ["false", "true"],
  ["-1", "1"],
  ["no", "yes"],
  ["negative", "positive"],
];

/** The two classes of a file with a single column of scores, whose name may say which class it is of. */
function twoClasses(text: string, className: string, labels: readonly LabelCount[]): readonly string[] {
  const found = labels.map(({ label }) => label);
  const others = found.filter((label) => label !== className);
  if (found.includes(className) && others.length === 1 && !/^\d+$/.test(className)) return [others[0], className];
  const pair = pairs.find((each) => found.every((label) => each.includes(label.toLowerCase())));
  if (pair !== undefined) return pair.map((name) => found.find((label) => label.toLowerCase() === name) ?? name);
  const expected = "labels 0 and 1 beside a single column of scores, which is that of class 1";
  const remedy = "name the column for its class, as prob_cat, or give a column for each class";
  return refuse(text, expected, found.slice(0, 5).join(", "), remedy);
}

/** The classes as they are named; those without a name are numbered. */
function classNames(text: string, columnClasses: readonly string[], labels: readonly LabelCount[]): readonly string[] {
  if (columnClasses.length === 1) return twoClasses(text, plainLabel(columnClasses[0]), labels);
  return columnClasses.map((name, k) => (name === "" ? String(k) : plainLabel(name)));
}

/**
 * Decides what the labels of a file mean: whichever of names and indices more rows agree with, names where as many do.
 * @param text the file, for messages
 * @param columnClasses what each column of scores says of its class; "" where it says nothing
 * @param counts the distinct labels as `plainLabel` writes them
 * @throws UsageError where two columns are of the same class, or a single column is of an unknown one
 */
export function labelClasses(
  text: string,
  columnClasses: readonly string[],
  counts: readonly LabelCount[],
): LabelClasses {
  const classes = classNames(text, columnClasses, counts);
  const twice = classes.find((name, k) => classes.indexOf(name) < k);
  if (twice !== undefined) refuse(text, "columns of different classes", `"${twice}" twice`, "say which with --columns");
  const names = new Map(classes.map((name, k) => [name, k]));
  const byName = (label: string): number => names.get(label) ?? -1;
  const byIndex = (label: string): number =>
    /^\d+$/.test(label) && Number(label) < classes.length ? Number(label) : -1;
  const rowsOf = (classOf: (label: string) => number): number =>
    counts.reduce((sum, { label, rows }) => sum + (classOf(label) >= 0 ? rows : 0), 0);
  const by = rowsOf(byName) >= rowsOf(byIndex) ? "name" : "index";
  const classOf = by === "name" ? byName : byIndex;
  const strange = counts.filter(({ label }) => classOf(label) < 0).map(({ label }) => label);
  return { classes, by, classOf, strange: strange.slice(0, 5) };
}
