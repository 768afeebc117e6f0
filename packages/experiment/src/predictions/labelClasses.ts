// The class of a label, by name or by index.
import { refuse } from "@softlabel/data/internal";

/** The numbers that a first class may have. */
export const firstLabels = [0, 1] as const;

/** One of `firstLabels`. */
export type FirstLabel = (typeof firstLabels)[number];

/** How labels map to classes. */
export interface LabelClasses {
  readonly classes: readonly string[];
  /** The class that a single column is of. */
  readonly single: 0 | 1 | undefined;
  /** The number of the first class; undefined where labels are names. */
  readonly first: FirstLabel | undefined;
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

/** Normalises numbers, "1.0" is "1", and Unicode forms. */
export function plainLabel(text: string): string {
  const trimmed = text.trim().normalize("NFC");
  const number = Number(trimmed);
  return trimmed !== "" && Number.isFinite(number) ? String(number) : trimmed;
}

/** Names of two classes, if a single column holds the score of one of them. */
const pairs: readonly (readonly [string, string])[] = [
  ["0", "1"],
  ["false", "true"],
  ["-1", "1"],
  ["no", "yes"],
  ["negative", "positive"],
];

type TwoClasses = Pick<LabelClasses, "classes" | "single">;

/** The two classes of which one is named by the column: the labels, of which one has its name. */
function classesByName(className: string, found: readonly string[]): TwoClasses | undefined {
  const others = found.filter((label) => label !== className);
  if (!found.includes(className) || others.length !== 1) return undefined;
  const isFirst = isNumber(className) && Number(className) < Number(others[0]);
  return { classes: isFirst ? [className, others[0]] : [others[0], className], single: isFirst ? 0 : 1 };
}

/** The place in a pair that a column is named for, as "0" or "no"; without a name, the second. */
function placeInPair(className: string, pair: readonly string[]): 0 | 1 | undefined {
  const place = pair.indexOf(className.toLowerCase());
  if (place === 0 || place === 1) return place;
  return className === "0" ? 0 : className === "1" || !isNumber(className) ? 1 : undefined;
}

/** The two classes of a file with a single column of scores, which may be named for its class. */
function twoClasses(text: string, className: string, labels: readonly LabelCount[]): TwoClasses {
  const found = labels.map(({ label }) => label);
  const byName = classesByName(className, found);
  if (byName !== undefined) return byName;
  const pair = pairs.find((each) => found.every((label) => each.includes(label.toLowerCase())));
  const single = pair && placeInPair(className, pair);
  if (pair !== undefined && single !== undefined)
    return { classes: pair.map((name) => found.find((label) => label.toLowerCase() === name) ?? name), single };
  const expected = "labels 0 and 1 with a single column of scores, that of class 1 unless it is named for class 0";
  const got = `${found.slice(0, 5).join(", ")}${className === "" ? "" : ` with a column of ${className}`}`;
  return refuse(text, expected, got, "name the column for its class, such as prob_cat, or give one column per class");
}

/** Whether a label or the name of a column is a number. */
export const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** The class of a label among classes numbered from `first`; -1 if unknown. */
const numbered =
  (first: FirstLabel, classes: number) =>
  (label: string): number => {
    const place = isNumber(label) ? Number(label) - first : -1;
    return place < classes ? place : -1;
  };

/** Labels are the numbers from 1 to the number of classes, not from 0: certain if each occurs and no column has a number. */
function startsAtOne(text: string, columnClasses: readonly string[], counts: readonly LabelCount[]): boolean {
  const classes = columnClasses.length;
  const own = counts.map(({ label }) => numbered(1, classes)(label));
  if (!own.includes(classes - 1) || own.includes(-1)) return false;
  if (own.length === classes && !columnClasses.some(isNumber)) return true;
  const remedy = "use --labels-from 1 if label 1 is the first class, --labels-from 0 if not";
  return refuse(text, `labels from 0 to ${classes - 1}`, `labels from 1 to ${classes}`, remedy);
}

/** How labels are numbered, if they are numbers rather than names: whichever fits more rows, names if equal. */
function firstOfLabels(
  text: string,
  columnClasses: readonly string[],
  byName: (label: string) => number,
  counts: readonly LabelCount[],
): FirstLabel | undefined {
  const rowsOf = (classOf: (label: string) => number): number =>
    counts.reduce((sum, { label, rows }) => sum + (classOf(label) >= 0 ? rows : 0), 0);
  const named = rowsOf(byName);
  const isWhole = counts.every(({ label }) => byName(label) >= 0);
  if (!isWhole && columnClasses.length > 1 && startsAtOne(text, columnClasses, counts)) return 1;
  return named >= rowsOf(numbered(0, columnClasses.length)) ? undefined : 0;
}

/**
 * Decides whether the labels of a file are names or numbers, and from which number they run.
 * @param text the file, for messages
 * @param columnClasses the class in the name of each score column; "" if it has none
 * @param counts the distinct labels as `plainLabel` writes them
 * @param given the number of the first class, if it was said
 * @throws UsageError if two columns are of the same class, a single column is of an unknown class, or labels seem to
 * run from 1 but need not
 */
export function labelClasses(
  text: string,
  columnClasses: readonly string[],
  counts: readonly LabelCount[],
  given?: FirstLabel,
): LabelClasses {
  const { classes, single }: TwoClasses =
    columnClasses.length === 1
      ? twoClasses(text, plainLabel(columnClasses[0]), counts)
      : { classes: columnClasses.map((name, k) => (name === "" ? String(k) : plainLabel(name))), single: undefined };
  const twice = classes.find((name, k) => classes.indexOf(name) < k);
  if (twice !== undefined) refuse(text, "one column per class", `"${twice}" twice`, "name the columns with --columns");
  const names = new Map(classes.map((name, k) => [name, k]));
  const byName = (label: string): number => names.get(label) ?? -1;
  const first = given ?? firstOfLabels(text, columnClasses, byName, counts);
  const classOf = first === undefined ? byName : numbered(first, classes.length);
  const strange = counts.filter(({ label }) => classOf(label) < 0).map(({ label }) => label);
  return { classes, single, first, classOf, strange: strange.slice(0, 5) };
}

/** What labels, and a single column, were taken for where it was not said. */
export function labelNotes(
  { classes, single, first }: Pick<LabelClasses, "classes" | "first"> & { readonly single?: 0 | 1 | undefined },
  columns: number,
  given: FirstLabel | undefined,
): string[] {
  const notes = columns === 1 ? [`the single column of scores is taken for class ${classes[single ?? 1]}`] : [];
  if (given !== undefined || first === undefined) return notes;
  const isOwnName = first === 0 && classes.every((name, k) => name === String(k));
  if (first === 1) return [...notes, `labels run from 1 to ${classes.length}, 1 for the first class, ${classes[0]}`];
  return isOwnName ? notes : [...notes, `labels are numbers of classes, 0 for ${classes[0]}`];
}
