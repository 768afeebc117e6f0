// The columns of a chunk that DuckDB gives: numbers as arrays, texts as strings.
import type { DuckDBDataChunk } from "@duckdb/node-api";
import type duckdb from "@duckdb/node-bindings";
import type { Chunk, ChunkKind } from "../../tables/database.ts";

/** A text is 16 bytes: its length in bytes, and itself where it has at most 12; else 4 more bytes and a pointer. */
const textBytes = 16;
const longestInline = 12;

// The package's own vectors give a value a call; the bytes below them are a hundred times as fast.
/** The numbers of a column; valid as long as the chunk is. */
function numbersOf(bindings: typeof duckdb, { chunk, rowCount }: DuckDBDataChunk, column: number): Float64Array {
  const bytes = bindings.vector_get_data(bindings.data_chunk_get_vector(chunk, column), 8 * rowCount);
  return new Float64Array(bytes.buffer, bytes.byteOffset, rowCount);
}

function textsOf(
  bindings: typeof duckdb,
  { chunk, rowCount }: DuckDBDataChunk,
  column: number,
): readonly (string | null)[] {
  const vector = bindings.data_chunk_get_vector(chunk, column);
  const data = bindings.vector_get_data(vector, textBytes * rowCount);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  // No bits stand for a column without NULL.
  const valid = bindings.vector_get_validity(vector, 8 * Math.ceil(rowCount / 64)) as Uint8Array | null;
  const texts = new Array<string | null>(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const at = row * textBytes;
    const length = bytes.readUInt32LE(at);
    if (valid !== null && ((valid[row >> 3] >> (row & 7)) & 1) === 0) texts[row] = null;
    else if (length <= longestInline) texts[row] = bytes.toString("utf8", at + 4, at + 4 + length);
    else {
      const long = bindings.get_data_from_pointer(data.buffer as ArrayBuffer, data.byteOffset + at + 8, length);
      texts[row] = Buffer.from(long.buffer, long.byteOffset, length).toString("utf8");
    }
  }
  return texts;
}

const readers = { number: numbersOf, text: textsOf } as const;

/** Reads a chunk whose columns are of the given kinds. */
export function readChunk(bindings: typeof duckdb, chunk: DuckDBDataChunk, kinds: readonly ChunkKind[]): Chunk {
  return { rows: chunk.rowCount, columns: kinds.map((kind, column) => readers[kind](bindings, chunk, column)) };
}
