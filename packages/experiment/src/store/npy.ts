// NumPy's .npy files, version 1.0, for the float32 and int32 arrays of trials.
import { check, fail } from "@softlabel/core/internal";
import { parseNpyHeader } from "@softlabel/data/internal";

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

/** A typed array with its row-major shape. */
export interface NpyArray {
  readonly data: Float32Array | Int32Array;
  readonly shape: readonly number[];
}

/** Encodes a .npy file: magic, padded header, little-endian values. */
export function encodeNpy({ data, shape }: NpyArray): Uint8Array {
  const type = data instanceof Float32Array ? "<f4" : "<i4";
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((magic.length + 2 + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + data.byteLength);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint16(magic.length, length - magic.length - 2, true);
  bytes.set(new TextEncoder().encode(text.padEnd(length - magic.length - 3) + "\n"), magic.length + 2);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), length);
  return bytes;
}

/** Decodes the files of `encodeNpy`, and float32 or int32 arrays saved by NumPy; `name` is for messages. */
export function decodeNpy(bytes: Uint8Array, name: string): NpyArray {
  const { descriptor, fortranOrder, shape, offset } = parseNpyHeader(bytes, name);
  check(!fortranOrder, name, "rows one after another", "columns", "save numpy.ascontiguousarray(array)");
  // A copy is aligned; a Buffer's slice would be a view.
  const values = new Uint8Array(bytes.subarray(offset));
  const size = shape.reduce((product, length) => product * length, 1) * 4;
  check(values.length === size, name, `${size} bytes of values`, values.length, "the file is cut short or damaged");
  if (descriptor === "<f4") return { data: new Float32Array(values.buffer), shape };
  if (descriptor === "<i4") return { data: new Int32Array(values.buffer), shape };
  return fail(name, "float32 or int32 values", descriptor);
}
