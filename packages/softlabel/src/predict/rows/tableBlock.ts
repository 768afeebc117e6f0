// Room for a block of a table's rows, filled chunk by chunk.
import type { ChunkColumn } from "@softlabel/data/internal";
import type { TableEncoder } from "../encode/encoder.ts";
import type { ColumnCounts } from "./columnFindings.ts";
import type { ColumnPlan } from "./planColumns.ts";
import type { RowBlock } from "./rowBlock.ts";

type Texts = (string | null)[];

/** A block that is being filled. */
export class TableBlock {
  readonly #plan: ColumnPlan;
  readonly #counts: readonly ColumnCounts[];
  readonly #encoder: TableEncoder;
  readonly #bad: Uint8Array;
  #ids: Texts = [];
  #labels: Texts = [];
  #count = 0;
  #first = 1;

  /** @param capacity rows */
  constructor(plan: ColumnPlan, counts: readonly ColumnCounts[], capacity: number) {
    this.#plan = plan;
    this.#counts = counts;
    this.#encoder = plan.encoder(capacity);
    this.#bad = new Uint8Array(capacity);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  hasRoomFor(rows: number): boolean {
    return this.#count + rows <= this.#bad.length;
  }

  /** Adds a chunk: the columns of the model, then the id and the label where there are such. */
  add(columns: readonly ChunkColumn[], rows: number): void {
    const { inputs, id, label } = this.#plan;
    const at = this.#count;
    this.#bad.fill(0, at, at + rows);
    this.#counts.forEach((counts, k) => counts.add(columns[k], rows, this.#bad, at));
    this.#encoder.add(columns.slice(0, inputs.length), rows, at);
    const texts = columns.slice(inputs.length) as Texts[];
    if (id !== undefined) this.#ids.push(...texts[0]);
    if (label !== undefined) this.#labels.push(...texts[texts.length - 1]);
    this.#count += rows;
  }

  /** What was added; the next chunk begins a new block, in the same room. */
  take(): RowBlock {
    const { id, label } = this.#plan;
    const block = {
      count: this.#count,
      first: this.#first,
      feed: this.#encoder.feeds,
      bad: this.#bad.subarray(0, this.#count),
      ids: id === undefined ? undefined : this.#ids,
      labels: label === undefined ? undefined : this.#labels,
    };
    this.#first += this.#count;
    [this.#count, this.#ids, this.#labels] = [0, [], []];
    return block;
  }
}
