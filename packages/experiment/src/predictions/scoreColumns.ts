// Finds the score columns of a table by their names, or as named by --columns.
import { nearestFirst } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { isNumber } from "./labelClasses.ts";
import type { ScoreKind } from "./scoreFile.ts";

/** The columns with scores, in the order of the classes. */
export interface ScoreColumns {
  readonly columns: readonly string[];
  /** The class in each column's name: "cat" in "prob_cat"; "" if there is none. */
  readonly classes: readonly string[];
  readonly stated?: ScoreKind | undefined;
}

interface Prefix {
  readonly words: readonly string[];
  readonly stated?: ScoreKind;
}

/** Prefixes of column names; the first kind found is used. */
const prefixes: readonly Prefix[] = [
  { words: ["logit", "logits", "z", "log_prob", "log_proba", "logprob", "predict_log_proba"], stated: "logits" },
  {
    words: ["prob", "probs", "proba", "probability", "probabilities", "y_prob", "y_proba", "predict_proba", "softmax"],
    stated: "probabilities",
  },
  { words: ["p", "score", "scores", "y_score", "pred", "y_pred", "prediction", "output", "out", "class", "c"] },
];

/** A column named by a prefix and a class. */
interface Named {
  readonly column: string;
  readonly prefix: string;
  readonly className: string;
  readonly stated: ScoreKind | undefined;
}

/** A class in brackets; everything after an underscore; what follows other separators; a number. */
const classPattern = String.raw`[\s_.:-]*[[(]([^[\]()]+)[\])]|_(.+)|[\s_.:-]+(.+)|(\d+)`;

/** "prob_cat", "prob.cat", "prob[3]", "p3": letters straight after a prefix are another word. */
function nameParts(column: string): Named[] {
  for (const { words, stated } of prefixes) {
    for (const word of words) {
      const parts = new RegExp(`^${word}(?:${classPattern})$`, "is").exec(column);
      const className = parts?.slice(1).find((part) => part !== undefined);
      if (className !== undefined) return [{ column, prefix: word, className, stated }];
      if (column.toLowerCase() === word) return [{ column, prefix: word, className: "", stated }];
    }
  }
  return isNumber(column) ? [{ column, prefix: "", className: column, stated: undefined }] : [];
}

/** Numbered classes in the order of their numbers, others in that of the table. */
function inOrder(named: readonly Named[]): Named[] {
  if (!named.every(({ className }) => isNumber(className))) return [...named];
  return [...named].sort((a, b) => Number(a.className) - Number(b.className));
}

function toColumns(named: readonly Named[]): ScoreColumns {
  const ordered = inOrder(named);
  return {
    columns: ordered.map(({ column }) => column),
    classes: ordered.map(({ className }) => className),
    stated: ordered[0].stated,
  };
}

/** The columns that match a pattern with one star, with the text of the star. */
function matches(pattern: string, columns: readonly string[]): Named[] {
  const [before, after] = pattern.split("*");
  return columns
    .filter((column) => column.length >= before.length + after.length)
    .filter((column) => column.startsWith(before) && column.endsWith(after))
    .map((column) => {
      const className = column.slice(before.length, column.length - after.length);
      return { column, prefix: before, className, stated: nameParts(column)[0]?.stated };
    });
}

/** The columns named by --columns. */
function columnsNamed(text: string, given: readonly string[], columns: readonly string[]): ScoreColumns {
  const named = given.flatMap((name): Named[] => {
    if (columns.includes(name)) return [nameParts(name)[0] ?? { column: name, prefix: "", className: name }];
    const found = /^[^*]*\*[^*]*$/.test(name) ? matches(name, columns) : [];
    if (found.length > 0) return inOrder(found);
    const expected = `--columns to be among its columns ${nearestFirst(name, columns).join(", ")}`;
    return refuse(text, expected, `"${name}"`);
  });
  return {
    columns: named.map(({ column }) => column),
    classes: named.map(({ className }) => className),
    stated: named[0].stated,
  };
}

/** The largest group of columns with the same prefix; the first by `prefixes` if equal. */
function largestGroup(named: readonly Named[]): Named[] {
  const order = prefixes.flatMap(({ words }) => words);
  const groups = [...new Set(named.map(({ prefix }) => prefix))]
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((prefix) => named.filter((each) => each.prefix === prefix));
  return groups.reduce((best, group) => (group.length > best.length ? group : best), []);
}

/**
 * Finds the columns with scores.
 * @param text the file, for messages
 * @param columns all columns but label and split
 * @param labels the label values, which columns may be named for
 * @param kind of the scores, if known: columns of another kind are ignored
 * @param given the names of --columns, each with at most one star
 * @throws UsageError if none are found
 */
export function findScoreColumns(
  text: string,
  columns: readonly string[],
  labels: readonly string[],
  kind: ScoreKind | undefined,
  given?: readonly string[],
): ScoreColumns {
  if (given !== undefined) return columnsNamed(text, given, columns);
  const byLabel = columns.filter((column) => labels.includes(column) && !isNumber(column));
  if (byLabel.length >= 2) return { columns: byLabel, classes: byLabel };
  const named = columns.flatMap(nameParts);
  const fitting = named.filter(({ stated }) => kind === undefined || stated === undefined || stated === kind);
  const group = largestGroup(fitting.length === 0 ? named : fitting);
  const classed = group.filter(({ className }) => className !== "");
  const found = classed.length > 0 ? classed : group;
  // A single column may just begin with such a word, unless it is named for a class.
  const isClass = ({ className }: Named): boolean =>
    className === "" || isNumber(className) || labels.includes(className);
  if (found.length > 1 || found.some(isClass)) return toColumns(found);
  const expected = "one score column per class, named like prob_cat, logit_0 or p0, or like the label's values";
  return refuse(
    text,
    expected,
    columns.join(", ") || "none",
    'name them: --columns first second, or --columns "score*"',
  );
}
