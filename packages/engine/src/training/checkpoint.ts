// Checkpoints: everything a training needs to go on bit for bit, and their bytes.
import { check, fail } from "@softlabel/core";
import { crc32 } from "./crc32.ts";

/** A training between two epochs. */
export interface Checkpoint {
  /** The model's text. */
  readonly model: string;
  /** The optimizer's name. */
  readonly optimizer: string;
  readonly finishedEpochs: number;
  /** Steps made since the training began. */
  readonly step: number;
  /** The block of all parameters, with the padding between them. */
  readonly parameters: Float32Array;
  /** The optimizer's blocks, each as long as `parameters`. */
  readonly state: readonly Float32Array[];
}

// Layout: magic and version (8 bytes), CRC-32 of all that follows, length of the header, header as JSON padded with
// spaces to a multiple of 4, then the blocks as little-endian float32.
const magic = "SOFTCKP1";
const prefix = magic.length + 8;
const who = "decodeCheckpoint";
const remedy = "delete it and go on from an earlier one, or from the beginning";

/** What the header says: the checkpoint without its blocks, and how many they are. */
type Header = Omit<Checkpoint, "parameters" | "state"> & { readonly blocks: number; readonly length: number };

function bytesOf(block: Float32Array): Uint8Array {
  return new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
}

function encodeHeader({ parameters, state, ...rest }: Checkpoint): Uint8Array {
  const header: Header = { ...rest, blocks: 1 + state.length, length: parameters.length };
  const text = JSON.stringify(header);
  const encoded = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(encoded.length / 4) * 4).fill(0x20);
  padded.set(encoded);
  return padded;
}

/**
 * A checkpoint as bytes, with a checksum.
 * @param checkpoint as `Trainer.checkpoint` gives it
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const parts = [encodeHeader(checkpoint), ...[checkpoint.parameters, ...checkpoint.state].map(bytesOf)];
  const bytes = new Uint8Array(prefix + parts.reduce((sum, part) => sum + part.length, 0));
  bytes.set(new TextEncoder().encode(magic));
  let offset = prefix;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(magic.length + 4, parts[0].length, true);
  view.setUint32(magic.length, crc32(bytes.subarray(magic.length + 4)), true);
  return bytes;
}

/**
 * Reads a checkpoint.
 * @param bytes as `encodeCheckpoint` gives them
 * @throws UsageError where they are something else, of another version, cut short or damaged
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const start = new TextDecoder().decode(bytes.subarray(0, magic.length));
  if (start !== magic) fail(who, `a checkpoint, which begins with ${magic}`, start, remedy);
  check(bytes.length >= prefix, who, `at least ${prefix} bytes`, bytes.length, remedy);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stored = view.getUint32(magic.length, true);
  const computed = crc32(bytes.subarray(magic.length + 4));
  check(stored === computed, who, `an undamaged checkpoint, of checksum ${stored}`, computed, remedy);
  const end = prefix + view.getUint32(magic.length + 4, true);
  const { blocks, length, ...rest } = JSON.parse(new TextDecoder().decode(bytes.subarray(prefix, end))) as Header;
  // A copy, because blocks may begin anywhere in the buffer that `bytes` is a view of.
  const values = new Float32Array(new Uint8Array(bytes.subarray(end)).buffer);
  const [parameters, ...state] = Array.from({ length: blocks }, (_, i) => values.slice(i * length, (i + 1) * length));
  return { ...rest, parameters, state };
}
