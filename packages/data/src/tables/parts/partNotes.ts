// What a user should know of rows that a file or a column marks for validation or testing, in sentences.
import { counted } from "@softlabel/core/internal";
import { fileName } from "../../base/fileName.ts";
import { countClasses } from "../../splits/classBalance.ts";
import { identifier, type Database } from "../database.ts";
import type { EncodedColumn, Preprocessing } from "../../features/preprocessing.ts";
import type { TableRange } from "../readTable.ts";
import { groupsOf, type SplitOptions, type TableSplit } from "./splitTable.ts";
import type { TableSurvey } from "../surveyTable.ts";
import { parts } from "./markParts.ts";

const nameOf = ({ text }: TableRange): string => fileName(text);

function splitNotes({ part, drawn }: TableSplit, column: string | undefined, options: SplitOptions): string[] {
  if (column === undefined) return [];
  const of = (wanted: number): number => part.reduce((sum, each) => sum + Number(each === wanted), 0);
  if (!drawn) {
    const { train, validation, test } = parts;
    return [`Rows by ${column}: ${of(train)} for training, ${of(validation)} for validation, ${of(test)} for testing.`];
  }
  const { test = 0.2, seed } = options;
  return [
    `No row of ${column} is a test row: ${100 * test} % of every class is used for testing, drawn by seed ${seed}.`,
  ];
}

function unlabelledNotes({ ranges, columns: { label } }: TableSurvey, { labels }: TableSplit): string[] {
  return ranges.slice(1).flatMap((range) => {
    const unlabelled = labels.subarray(range.from, range.to).filter((each) => each < 0).length;
    return unlabelled === 0
      ? []
      : [`Left out: ${counted(unlabelled, "row")} of ${nameOf(range)} without a ${label.name}.`];
  });
}

function classNotes({ classes: { names } }: TableSurvey, { part, labels, drawn }: TableSplit): string[] {
  if (drawn) return [];
  const sizes = countClasses(
    labels.filter((_, row) => part[row] === parts.test),
    names.length,
  );
  const absent = names.filter((_, k) => sizes[k] === 0);
  return absent.length === 0 ? [] : [`There are no test rows of class ${absent.join(", ")}.`];
}

function groupNotes({ columns: { group } }: TableSurvey, split: TableSplit): string[] {
  if (group === undefined || split.drawn) return [];
  const [train, test] = [groupsOf(split, parts.train), groupsOf(split, parts.test)];
  const shared = [...test].filter((each) => train.has(each)).length;
  return shared === 0 ? [] : [`${counted(shared, "group")} by ${group} of the test rows also occur in training rows.`];
}

/** What a missing value counts as where no training row misses one. */
const remedies = { category: "no category", other: "the training mean" } as const;

/** Values that only rows of other files miss: no feature says so, because training rows gave no reason for one. */
async function missingNotes(
  database: Database,
  ranges: readonly TableRange[],
  columns: readonly EncodedColumn[],
): Promise<string[]> {
  const whole = columns.filter(({ missing }) => !missing);
  const notes: string[] = [];
  for (const range of whole.length === 0 ? [] : ranges.slice(1)) {
    const counts = whole.map(({ name }) => `cast(count(*) - count(${identifier(name)}) as double)`).join(", ");
    const missing = await database.numbers(
      `select ${counts} from source where rowid >= ${range.from} and rowid < ${range.to}`,
    );
    whole.forEach(({ name, kind }, i) => {
      if (missing[i] === 0) return;
      const becomes = kind === "category" ? remedies.category : remedies.other;
      const where = `${counted(missing[i], "row")} of ${nameOf(range)} and in no training row`;
      notes.push(`${name} is missing in ${where}: taken as ${becomes}.`);
    });
  }
  return notes;
}

/** The notes on parts that are marked; none where test rows are drawn from the table's own. */
export async function partNotes(
  database: Database,
  survey: TableSurvey,
  split: TableSplit,
  { columns }: Preprocessing,
  options: SplitOptions,
): Promise<string[]> {
  return [
    ...splitNotes(split, survey.columns.split, options),
    ...unlabelledNotes(survey, split),
    ...classNotes(survey, split),
    ...groupNotes(survey, split),
    ...(await missingNotes(database, survey.ranges, columns)),
  ];
}
