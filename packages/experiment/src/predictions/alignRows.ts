// Brings the rows of every file into the order of the first file, by an id column.
import { refuse } from "@softlabel/data/internal";
import { rowsPerBlock, type ScoreBlock, type ScoreRows } from "./scoreFile.ts";

const trust = "or trust the order of the rows with --no-id";

/** The first few of many: "a, b, c, 4 more". */
function some(texts: readonly string[]): string {
  return (texts.length > 4 ? [...texts.slice(0, 3), `${texts.length - 3} more`] : texts).join(", ");
}

/** The row of every id; ids must be unique. */
function placesOf({ name, ids = [] }: ScoreRows): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Map<string, number>();
  ids.forEach((id, row) => {
    if (places.has(id)) repeated.set(id, (repeated.get(id) ?? 1) + 1);
    else places.set(id, row);
  });
  if (repeated.size === 0) return places;
  const shown = some([...repeated].map(([id, rows]) => `"${id}" in ${rows} rows`));
  const expected = "unique ids of the test rows";
  return refuse(name, expected, `${repeated.size} repeated: ${shown}`, `fix them, ${trust}`);
}

/** The ids missing in others. */
const missingIn = (own: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): string[] =>
  [...own.keys()].filter((id) => !others.has(id));

/** Refuses a file whose ids are not those of the first. */
function checkIds(
  first: ScoreRows,
  places: ReadonlyMap<string, number>,
  other: ScoreRows,
  own: ReadonlyMap<string, number>,
): void {
  const [missing, foreign] = [missingIn(places, own), missingIn(own, places)];
  if (missing.length + foreign.length === 0) return;
  const quoted = (ids: readonly string[]): string => some(ids.map((id) => `"${id}"`));
  const parts = [
    ...(missing.length === 0 ? [] : [`${missing.length} missing (${quoted(missing)})`]),
    ...(foreign.length === 0 ? [] : [`${foreign.length} that ${first.name} lacks (${quoted(foreign)})`]),
  ];
  const expected = `test rows with the ${places.size} ids of ${first.name}`;
  refuse(other.name, expected, parts.join(", "), "methods are compared row by row: predict the same rows with each");
}

/** All rows in another order, in memory since files are read forwards. */
function* permuted({ rows, columns, blocks }: ScoreRows, order: Int32Array): Generator<ScoreBlock> {
  const place = new Int32Array(rows);
  order.forEach((from, to) => (place[from] = to));
  let scores: ScoreBlock["scores"] | undefined;
  const labels = new Int32Array(rows);
  let row = 0;
  for (const block of blocks()) {
    scores ??=
      block.scores instanceof Float32Array ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
    for (let i = 0; i < block.labels.length; i++, row++) {
      scores.set(block.scores.subarray(i * columns, (i + 1) * columns), place[row] * columns);
      labels[place[row]] = block.labels[i];
    }
  }
  if (scores === undefined) return;
  const most = rowsPerBlock(columns);
  for (let from = 0; from < rows; from += most) {
    const to = from + most;
    yield { scores: scores.subarray(from * columns, to * columns), labels: labels.subarray(from, to) };
  }
}

/** Rows in the order of the first file, and how many were moved. */
interface Aligned {
  readonly rows: ScoreRows;
  readonly moved: number;
}

/** The rows of `other` in the order of the first file, by ids, which both have. */
function align(first: ScoreRows, places: ReadonlyMap<string, number>, other: ScoreRows): Aligned {
  const own = placesOf(other);
  checkIds(first, places, other, own);
  const order = Int32Array.from(first.ids!, (id) => own.get(id)!);
  const moved = order.reduce((sum, from, to) => sum + Number(from !== to), 0);
  if (moved === 0) return { rows: other, moved };
  const fileRow = (row: number): number => other.fileRow(order[row]);
  return { rows: { ...other, fileRow, ids: first.ids, blocks: () => permuted(other, order) }, moved };
}

/** Notes on the order of rows. */
function notesOf(aligned: readonly Aligned[], byId: boolean): string[] {
  if (!byId)
    return [
      "Rows are matched by position: only their labels show that the files have the same rows in the same order (use --id COLUMN to match them).",
    ];
  const moved = aligned.filter((each) => each.moved > 0);
  const others = moved.map(({ rows, moved: count }) => `${count} in ${rows.name}`);
  const first = `Rows are matched by id over ${aligned.length} files`;
  return [moved.length === 0 ? `${first}.` : `${first}; rows that were reordered: ${others.join(", ")}.`];
}

/**
 * The test rows of all files in the order of the first one's: by their ids where the files have them, else as they stand.
 * @throws UsageError where only some files have ids, an id stands for several rows, or files have different ids
 */
export function alignRows(files: readonly ScoreRows[]): { rows: readonly ScoreRows[]; notes: readonly string[] } {
  const [first, ...others] = files;
  if (others.length === 0) return { rows: files, notes: [] };
  const without = files.find(({ ids }) => ids === undefined);
  const having = files.find(({ ids }) => ids !== undefined);
  if (without !== undefined && having !== undefined) {
    refuse(without.name, `ids of its rows, as in ${having.name}`, "none", `name the column with --id, ${trust}`);
  }
  if (having === undefined) return { rows: files, notes: notesOf([], false) };
  const places = placesOf(first);
  const aligned = [{ rows: first, moved: 0 }, ...others.map((other) => align(first, places, other))];
  return { rows: aligned.map(({ rows }) => rows), notes: notesOf(aligned, true) };
}
