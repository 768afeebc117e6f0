// NumPy's .npz files as another program saves them: a zip archive of .npy files, not compressed.
import { crc32 } from "node:zlib";
import { encodeNpy, type NpyArray } from "../../packages/experiment/src/store/npy.ts";

interface Entry {
  readonly name: Buffer;
  readonly bytes: Uint8Array;
  readonly offset: number;
}

/** What the local header of a file and its row of the directory have in common: version, no flags, stored, no date, sizes. */
function commonFields({ name, bytes }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const localHeader = (entry: Entry): Buffer =>
  Buffer.concat([Buffer.from("PK\x03\x04"), commonFields(entry), entry.name]);

function directoryRow(entry: Entry): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), commonFields(entry), rest, entry.name]);
}

/** The bytes of an archive of arrays by name. */
export function encodeNpz(arrays: Readonly<Record<string, NpyArray>>): Buffer {
  const parts: Buffer[] = [];
  const entries: Entry[] = [];
  let offset = 0;
  for (const [name, array] of Object.entries(arrays)) {
    const entry = { name: Buffer.from(`${name}.npy`), bytes: encodeNpy(array), offset };
    const part = Buffer.concat([localHeader(entry), entry.bytes]);
    entries.push(entry);
    parts.push(part);
    offset += part.length;
  }
  const directory = Buffer.concat(entries.map(directoryRow));
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
