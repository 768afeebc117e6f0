// Rows of scores out of arrays in .npy files, read block by block.
import { refuse } from "@softlabel/data/internal";
import { checkNpy, type NpyFile, npyRows, npyTexts } from "@softlabel/data/node/internal";
import {
  type FirstLabel,
  labelClasses,
  type LabelCount,
  plainLabel,
  rowsPerBlock,
  type ScoreKind,
  type ScoreRows,
  sumOf,
} from "@softlabel/experiment/internal";

/** Arrays that belong together. */
export interface ScoreArrays {
  readonly scores: NpyFile;
  readonly labels: NpyFile;
  /** Names of the classes. */
  readonly classes?: NpyFile | undefined;
  /** What names each row. */
  readonly ids?: NpyFile | undefined;
  readonly stated?: ScoreKind | undefined;
  /** The number of the first class where labels are numbers. */
  readonly labelsFrom?: FirstLabel | undefined;
}

/** "[100, 10]" */
const showShape = (shape: readonly number[]): string => `the shape [${shape.join(", ")}]`;

/** Refuses labels that are probabilities, or several classes per row. */
function checkOneHot(labels: NpyFile, columns: number): void {
  for (const block of npyRows(labels, rowsPerBlock(columns))) {
    if (block.every((value) => value === 0 || value === 1)) continue;
    const remedy = "give one class per row: labels.argmax(1), or the labels before softening";
    refuse(labels.name, "labels, or one-hot rows", "soft labels: rows of probabilities", remedy);
  }
}

/** Which column of each row is 1, as text; "" where not exactly one is. */
function oneHotTexts(labels: NpyFile, columns: number): string[] {
  const texts: string[] = [];
  for (const block of npyRows(labels, rowsPerBlock(columns))) {
    for (let from = 0; from < block.length; from += columns) {
      const row = block.subarray(from, from + columns);
      const isOneHot = row.every((value) => value === 0 || value === 1) && sumOf(row) === 1;
      texts.push(isOneHot ? String(row.indexOf(1)) : "");
    }
  }
  return texts;
}

/** The label of each row as text. */
function labelTexts(labels: NpyFile): string[] {
  const { shape, name } = labels;
  const [, columns = 1] = shape;
  if (shape.length === 0 || shape.length > 2) refuse(name, "labels of the shape [rows]", showShape(shape));
  const texts = npyTexts(labels);
  if (texts !== undefined) return texts.map(plainLabel);
  if (columns > 1) checkOneHot(labels, columns);
  if (columns > 1) return oneHotTexts(labels, columns);
  const numbers: string[] = [];
  for (const block of npyRows(labels, rowsPerBlock(1))) for (const value of block) numbers.push(String(value));
  return numbers;
}

function countTexts(texts: readonly string[]): LabelCount[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([label, rows]) => ({ label, rows }));
}

/** What names each row, as text. */
function idTexts({ scores, ids }: ScoreArrays): string[] | undefined {
  if (ids === undefined) return undefined;
  const [rows] = scores.shape;
  const isFitting = ids.shape.length === 1 && ids.shape[0] === rows;
  if (!isFitting) refuse(ids.name, `${rows} ids, one for each row of ${scores.name}`, showShape(ids.shape));
  checkNpy(ids);
  const texts = npyTexts(ids) ?? [...npyRows(ids, rowsPerBlock(1))].flatMap((block) => Array.from(block, String));
  return texts.map((text) => text.trim());
}

/** Checks that scores, labels and class names fit together; gives the number of columns. */
function checkShapes({ scores, labels, classes }: ScoreArrays): number {
  const [rows, columns = 1] = scores.shape;
  const { name, shape } = scores;
  if (shape.length === 0 || shape.length > 2) refuse(name, "scores of the shape [rows, classes]", showShape(shape));
  if (rows === 0 || columns === 0) refuse(name, "at least one row and column", showShape(shape));
  if (labels.shape[0] !== rows)
    refuse(labels.name, `${rows} labels, one for each row of ${name}`, showShape(labels.shape));
  const names = classes?.shape[0] ?? columns;
  if (columns > 1 && names !== columns) refuse(classes!.name, `${columns} names, one per class`, String(names));
  return columns;
}

/**
 * The rows of arrays.
 * @throws UsageError where the arrays do not fit together
 */
export function arrayRows(arrays: ScoreArrays): ScoreRows {
  const { scores, labels, classes, stated, labelsFrom } = arrays;
  const columns = checkShapes(arrays);
  [scores, labels, classes].forEach((array) => array && checkNpy(array));
  const texts = labelTexts(labels);
  const names = classes === undefined ? undefined : npyTexts(classes);
  const columnClasses = columns > 1 ? Array.from({ length: columns }, (_, k) => names?.[k] ?? "") : [names?.[1] ?? ""];
  const meaning = labelClasses(scores.name, columnClasses, countTexts(texts), labelsFrom);
  const indices = Int32Array.from(texts, meaning.classOf);
  return {
    name: scores.name,
    rows: texts.length,
    columns,
    classes: meaning.classes,
    single: meaning.single,
    labelsFrom: meaning.first,
    stated,
    strangeLabels: meaning.strange,
    ids: idTexts(arrays),
    fileRow: (row) => row + 1,
    *blocks() {
      let from = 0;
      for (const block of npyRows(scores, rowsPerBlock(columns))) {
        const rows = block.length / columns;
        yield { scores: block, labels: indices.subarray(from, from + rows) };
        from += rows;
      }
    },
  };
}
