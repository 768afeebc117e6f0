// What a data set is like: its sizes, classes and values, a few examples, and rows that are the same.
import { inputsOf, selectRows } from "@softlabel/engine";
import { balanceNotes, countClasses } from "../splits/classBalance.ts";
import { partsOf, type Dataset, type ImageSize } from "../base/dataset.ts";
import { reportDuplicates, firstNearlySame, type DuplicateReport, type PartSpan } from "./duplicates.ts";
import { firstOccurrences } from "./rowKeys.ts";
import { surveyRows, type ValueSummary } from "./survey.ts";
import { thumbnailLength } from "./thumbnails.ts";

/** A part of the data and its size. */
interface PartDescription {
  readonly part: "train" | "validation" | "test";
  readonly rows: number;
}

/** A class with its rows in each part. */
interface ClassDescription {
  readonly name: string;
  /** In the order of the parts. */
  readonly rows: readonly number[];
}

/** A training row of one class. */
export interface ExampleDescription {
  readonly row: number;
  readonly class: string;
  /** The first values. */
  readonly values: readonly number[];
  /** Lightness in 16 rows of 16 cells, of images only. */
  readonly thumbnail?: readonly number[];
}

/** What `softlabel data NAME` shows; plain JSON. */
export interface DatasetDescription {
  readonly name: string;
  readonly title: string;
  readonly fingerprint: string;
  /** Of one example. */
  readonly shape: readonly number[];
  readonly image?: ImageSize;
  readonly parts: readonly PartDescription[];
  readonly classes: readonly ClassDescription[];
  /** Training rows of the most frequent class for one of the rarest that has any. */
  readonly imbalance: number;
  readonly values: ValueSummary;
  readonly examples: readonly ExampleDescription[];
  readonly duplicates: DuplicateReport;
  /** Images that look alike without being equal in every pixel. */
  readonly nearDuplicates?: DuplicateReport;
  readonly notes: readonly string[];
}

const shownExamples = 5;
const shownValues = 12;

function spansOf(dataset: Dataset): PartSpan[] {
  const names = dataset.validation === undefined ? ["train", "test"] : ["train", "validation", "test"];
  let start = 0;
  return partsOf(dataset).map(({ count }, index) => {
    const span = { part: names[index], start, count };
    start += count;
    return span;
  });
}

/** The first training row of each of the first classes. */
function chooseExamples({ train, classes }: Dataset, thumbnails: Uint8Array | undefined): ExampleDescription[] {
  const rows = classes.map((_, label) => train.labels.indexOf(label)).filter((row) => row >= 0);
  return rows
    .slice(0, shownExamples)
    .map((row) => ({
      row,
      class: classes[train.labels[row]],
      values: Array.from(inputsOf(selectRows(train, Int32Array.of(row))).subarray(0, shownValues)),
      ...(thumbnails && {
        thumbnail: Array.from(thumbnails.subarray(row * thumbnailLength, (row + 1) * thumbnailLength)),
      }),
    }));
}

function describeClasses(dataset: Dataset): ClassDescription[] {
  const counts = partsOf(dataset).map(({ labels }) => countClasses(labels, dataset.classes.length));
  return dataset.classes.map((name, label) => ({ name, rows: counts.map((rows) => rows[label]) }));
}

/** The notes of the data's source, and what is said of the balance of its classes unless the source said it. */
function notesOf({ notes = [] }: Dataset, classes: readonly ClassDescription[]): string[] {
  const balance = balanceNotes(
    classes.map(({ name }) => name),
    classes.map(({ rows }) => rows[0]),
  );
  return notes.some((note) => note.startsWith("Classes are unbalanced")) ? [...notes] : [...notes, ...balance];
}

/**
 * Describes a data set: one pass over all its rows.
 * @returns plain JSON; `renderDescription` makes text of it
 */
export function describeDataset(dataset: Dataset): DatasetDescription {
  const { name, title, fingerprint, shape, image } = dataset;
  const spans = spansOf(dataset);
  const { keys, labels, thumbnails, values } = surveyRows(dataset);
  const first = firstOccurrences(keys);
  const classes = describeClasses(dataset);
  const training = classes.map(({ rows }) => rows[0]).filter((rows) => rows > 0);
  return {
    name,
    title,
    fingerprint,
    shape,
    ...(image && { image }),
    parts: spans.map(({ part, count }) => ({ part: part as PartDescription["part"], rows: count })),
    classes,
    imbalance: Math.max(...training) / Math.min(...training),
    values,
    examples: chooseExamples(dataset, thumbnails),
    duplicates: reportDuplicates(first, labels, spans),
    ...(thumbnails && { nearDuplicates: reportDuplicates(firstNearlySame(thumbnails, first), labels, spans) }),
    notes: notesOf(dataset, classes),
  };
}
