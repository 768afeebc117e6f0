// The class of a label, by name or by index.
import { refuse } from "@softlabel/data/internal";

/** How labels map to classes. */
export interface LabelClasses {
  readonly classes: readonly string[];
  readonly by: "name" | "index";
  /** The class of a label; -1 if unknown. */
  readonly classOf: (label: string) => number;
  /** A few unknown labels. */
  readonly strange: readonly string[];
}

/** A label and its number of rows. */
export interface LabelCount {
  readonly label: string;
  readonly rows: number;
}

/** Normalises numbers: "1.0" is "1". */
export function plainLabel(text: string): string {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return trimmed !== "" && Number.isFinite(number) ? String(number) : trimmed;
}

/** Names of two classes, if a single column holds the score of the second. */
const pairs: readonly (readonly [string, string])[] = [
  ["0", "1"],
  ["false", "true"],
  ["-1", "1"],
  ["no", "yes"],
  ["negative", "positive"],
];

/** The two classes of a file with a single column of scores, which may be named for its class. */
function twoClasses(text: string, className: string, labels: readonly LabelCount[]): readonly string[] {
  const found = labels.map(({ label }) => label);
  const others = found.filter((label) => label !== className);
  if (found.includes(className) && others.length === 1 && !/^\d+$/.test(className)) return [others[0], className];
  const pair = pairs.find((each) => found.every((label) => each.includes(label.toLowerCase())));
  if (pair !== undefined) return pair.map((name) => found.find((label) => label.toLowerCase() === name) ?? name);
  const expected = "labels 0 and 1 with a single column of scores, that of class 1";
  const remedy = "name the column for its class, such as prob_cat, or give one column per class";
  return refuse(text, expected, found.slice(0, 5).join(", "), remedy);
}

/** The names of the classes; classes without a name are numbered. */
function classNames(text: string, columnClasses: readonly string[], labels: readonly LabelCount[]): readonly string[] {
  if (columnClasses.length === 1) return twoClasses(text, plainLabel(columnClasses[0]), labels);
  return columnClasses.map((name, k) => (name === "" ? String(k) : plainLabel(name)));
}

/**
 * Decides whether the labels of a file are names or indices: whichever fits more rows, names if equal.
 * @param text the file, for messages
 * @param columnClasses the class in the name of each score column; "" if it has none
 * @param counts the distinct labels as `plainLabel` writes them
 * @throws UsageError if two columns are of the same class, or a single column is of an unknown class
 */
export function labelClasses(
  text: string,
  columnClasses: readonly string[],
  counts: readonly LabelCount[],
): LabelClasses {
  const classes = classNames(text, columnClasses, counts);
  const twice = classes.find((name, k) => classes.indexOf(name) < k);
  if (twice !== undefined) refuse(text, "one column per class", `"${twice}" twice`, "name the columns with --columns");
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
