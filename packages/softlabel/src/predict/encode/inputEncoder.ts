// Columns → an input of the model per column, [N, 1] or [N], or one input of all of them, [N, columns].
import { type ElementType, type Feeds, type Tensor, type TextTensor } from "@softlabel/engine";
import { createArray } from "@softlabel/engine/internal";
import type { ChunkColumn } from "@softlabel/data/internal";
import type { EncoderMaker } from "./encoder.ts";

/** How the values of a column are handed over. */
interface ColumnFeed {
  readonly elementType: ElementType;
  /** Of a category: its texts, which values are places in. */
  readonly categories?: readonly string[] | undefined;
  /** Of texts and categories: what stands for a missing value. */
  readonly missing: string;
}

/** An input, and the columns that it takes beside one another. */
interface TableInput {
  readonly name: string;
  readonly elementType: ElementType;
  /** 1 for [N], 2 for [N, columns]. */
  readonly rank: 1 | 2;
  readonly columns: readonly ColumnFeed[];
}

/** Room for the values of a block: numbers, or texts. */
type Room = Tensor["data"] | string[];

/** A text that is not among the categories. */
function strangeText(categories: readonly string[], missing: string): string {
  let text = "unseen category";
  while (categories.includes(text) || text === missing) text += "_";
  return text;
}

/** A function from a value, as the chunk has it, to what the room takes. */
function converter({
  elementType,
  categories,
  missing,
}: ColumnFeed): (value: number | string | null) => number | bigint | string {
  if (elementType === "int64" || elementType === "uint64")
    return (value) => (Number.isInteger(value) ? BigInt(value as number) : 0n);
  if (elementType !== "string") return (value) => value as number;
  if (categories === undefined) return (value) => (value === null ? missing : String(value));
  const strange = strangeText(categories, missing);
  return (value) => (Number.isNaN(value) ? missing : (categories[value as number] ?? strange));
}

function roomFor({ elementType, columns }: TableInput, capacity: number): Room {
  const length = capacity * columns.length;
  return elementType === "string" ? new Array<string>(length).fill("") : createArray(elementType, length);
}

function tensorOf(
  { elementType, rank, columns: { length: width } }: TableInput,
  room: Room,
  from: number,
  rows: number,
) {
  const shape = rank === 1 ? [rows] : [rows, width];
  const data = Array.isArray(room)
    ? room.slice(from * width, (from + rows) * width)
    : room.subarray(from * width, (from + rows) * width);
  return { elementType, shape, data } as Tensor | TextTensor;
}

/** Hands columns over as they are; they come input by input. */
export function inputEncoder(inputs: readonly TableInput[]): EncoderMaker {
  const converters = inputs.map(({ columns }) => columns.map(converter));
  return (capacity) => {
    const rooms = inputs.map((input) => roomFor(input, capacity));
    const fill = (
      room: Room,
      own: readonly ChunkColumn[],
      convert: (typeof converters)[number],
      from: number,
      rows: number,
    ) => {
      const target = room as (number | bigint | string)[];
      own.forEach((values, k) => {
        for (let row = 0; row < rows; row++) target[(from + row) * own.length + k] = convert[k](values[row]);
      });
    };
    return {
      add(columns, rows, from) {
        let next = 0;
        inputs.forEach(({ columns: { length } }, i) => {
          fill(rooms[i], columns.slice(next, next + length), converters[i], from, rows);
          next += length;
        });
      },
      feeds: (from, rows): Feeds =>
        Object.fromEntries(inputs.map((input, i) => [input.name, tensorOf(input, rooms[i], from, rows)])),
    };
  };
}

/** Rows of `width` numbers as one input, [N, width]. */
export function numbersEncoder(
  input: Pick<TableInput, "name" | "elementType"> & { readonly width: number },
): EncoderMaker {
  const { name, elementType, width } = input;
  const columns = Array.from({ length: width }, () => ({ elementType, missing: "" }));
  return inputEncoder([{ name, elementType, rank: 2, columns }]);
}
