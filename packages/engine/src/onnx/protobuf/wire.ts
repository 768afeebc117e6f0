// The protobuf wire format: typed messages described by tables of fields, read from and written to bytes.

/** Bytes that are not a well-formed message. */
export class WireError extends Error {
  override readonly name = "WireError";
}

/** How a value follows its tag: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes. */
type WireType = 0 | 1 | 2 | 5;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** Takes values one after another from bytes, which it does not copy. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Moves on by `count` bytes and returns where they start. */
  #skip(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) throw new WireError(`${count} bytes at ${start} of ${this.#bytes.length}`);
    this.#at += count;
    return start;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#skip(1)];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new WireError(`a varint longer than 10 bytes at ${this.#at}`);
  }

  bytes(): Uint8Array {
    const length = Number(this.varint());
    const start = this.#skip(length);
    return this.#bytes.subarray(start, start + length);
  }

  float(): number {
    return this.#view.getFloat32(this.#skip(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#skip(8), true);
  }

  /** Passes over a value of a field that no table mentions. */
  pass(type: number): void {
    if (type === 0) this.varint();
    else if (type === 1) this.#skip(8);
    else if (type === 2) this.bytes();
    else if (type === 5) this.#skip(4);
    else throw new WireError(`wire type ${type} at ${this.#at}`);
  }
}

/** Collects pieces of bytes; long pieces are copied once, at the end. */
class Writer {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  varint(value: bigint): void {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, value);
    for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
    this.add(Uint8Array.from(bytes));
  }

  /** A length and then the pieces of that length. */
  delimited(content: Writer): void {
    this.varint(BigInt(content.#length));
    for (const piece of content.#pieces) this.add(piece);
  }

  join(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}

/** How one kind of value is read and written; what may be written can leave out more than what is read does. */
interface Codec<Read, Written = Read> {
  readonly wireType: WireType;
  read(reader: Reader): Read;
  write(writer: Writer, value: Written): void;
}

/** A signed integer of 64 bits. */
export const int64: Codec<bigint> = {
  wireType: 0,
  read: (reader) => BigInt.asIntN(64, reader.varint()),
  write: (writer, value) => writer.varint(value),
};

/** An unsigned integer of 64 bits. */
export const uint64: Codec<bigint> = {
  wireType: 0,
  read: (reader) => reader.varint(),
  write: (writer, value) => writer.varint(value),
};

/** An integer or enumeration of 32 bits. */
export const int32: Codec<number> = {
  wireType: 0,
  read: (reader) => Number(BigInt.asIntN(32, reader.varint())),
  write: (writer, value) => writer.varint(BigInt(value)),
};

/** A number of 32 bits. */
export const float32: Codec<number> = {
  wireType: 5,
  read: (reader) => reader.float(),
  write: (writer, value) => writer.add(new Uint8Array(Float32Array.of(value).buffer)),
};

/** A number of 64 bits. */
export const float64: Codec<number> = {
  wireType: 1,
  read: (reader) => reader.double(),
  write: (writer, value) => writer.add(new Uint8Array(Float64Array.of(value).buffer)),
};

/** Bytes; what is read is a view of the message. */
export const bytes: Codec<Uint8Array> = {
  wireType: 2,
  read: (reader) => reader.bytes(),
  write: (writer, value) => {
    writer.varint(BigInt(value.length));
    writer.add(value);
  },
};

/** A text. */
export const string: Codec<string> = {
  wireType: 2,
  read: (reader) => fromUtf8.decode(reader.bytes()),
  write: (writer, value) => bytes.write(writer, utf8.encode(value)),
};

/** A field: its number in the message, the kind of its value, and whether it is a list. */
export interface Field<Read, Written, Repeated extends boolean> {
  readonly number: number;
  readonly codec: Codec<Read, Written>;
  readonly repeated: Repeated;
}

/** A field that occurs once or not at all. */
export function one<Read, Written>(number: number, codec: Codec<Read, Written>): Field<Read, Written, false> {
  return { number, codec, repeated: false };
}

/** A field that is a list. */
export function many<Read, Written>(number: number, codec: Codec<Read, Written>): Field<Read, Written, true> {
  return { number, codec, repeated: true };
}

type Table = Readonly<Record<string, Field<unknown, unknown, boolean>>>;
type ReadOf<F> =
  F extends Field<infer Read, never, infer Repeated> ? (Repeated extends true ? Read[] : Read | undefined) : never;
type WrittenOf<F> =
  F extends Field<unknown, infer Written, infer Repeated>
    ? Repeated extends true
      ? readonly Written[]
      : Written
    : never;

/** What reading a message gives: lists may be empty, single fields undefined. */
type Content<F> = { readonly [Name in keyof F]: ReadOf<F[Name]> };
/** What can be written as a message: any of its fields. */
type Draft<F> = { readonly [Name in keyof F]?: WrittenOf<F[Name]> | undefined };

/** A message described by its table of fields: a codec where it is within another message, and bytes on its own. */
export interface Message<F> extends Codec<Content<F>, Draft<F>> {
  decode(bytes: Uint8Array): Content<F>;
  encode(draft: Draft<F>): Uint8Array;
}

/** What a message reads as. */
export type Decoded<M> = M extends Message<infer F> ? Content<F> : never;
/** What a message is written from. */
export type Encodable<M> = M extends Message<infer F> ? Draft<F> : never;

/** Reads one field's value, or the many values of a packed list. */
function readField(reader: Reader, wireType: number, codec: Codec<unknown>): unknown[] {
  if (wireType === codec.wireType) return [codec.read(reader)];
  if (wireType !== 2) throw new WireError(`wire type ${wireType} where ${codec.wireType} was expected`);
  const packed = new Reader(reader.bytes());
  const values: unknown[] = [];
  while (!packed.done) values.push(codec.read(packed));
  return values;
}

function readMessage(table: Table, reader: Reader): Record<string, unknown> {
  const found = new Map(Object.values(table).map(({ number, codec }) => [number, { codec, values: [] as unknown[] }]));
  while (!reader.done) {
    const tag = Number(reader.varint());
    const field = found.get(tag >>> 3);
    if (field === undefined) reader.pass(tag & 7);
    else for (const value of readField(reader, tag & 7, field.codec)) field.values.push(value);
  }
  const content = Object.entries(table).map(([name, { number, repeated }]) => {
    const { values } = found.get(number)!;
    return [name, repeated ? values : values.at(-1)];
  });
  return Object.fromEntries(content) as Record<string, unknown>;
}

function writeMessage(table: Table, draft: Readonly<Record<string, unknown>>): Writer {
  const writer = new Writer();
  for (const [name, { number, codec, repeated }] of Object.entries(table)) {
    const values = draft[name] === undefined ? [] : repeated ? (draft[name] as unknown[]) : [draft[name]];
    for (const value of values) {
      writer.varint(BigInt((number << 3) | codec.wireType));
      codec.write(writer, value);
    }
  }
  return writer;
}

/** The message that a table of fields describes; fields that the table lacks are passed over. */
export function message<F extends Table>(fields: F): Message<F> {
  const read = (reader: Reader): Content<F> => readMessage(fields, reader) as Content<F>;
  return {
    wireType: 2,
    read: (reader) => read(new Reader(reader.bytes())),
    write: (writer, draft) => writer.delimited(writeMessage(fields, draft)),
    decode: (all) => read(new Reader(all)),
    encode: (draft) => writeMessage(fields, draft).join(),
  };
}
