// Checkpoints: everything a training needs to go on bit for bit, and their bytes.
import { check, fail } from "@softlabel/core/internal";
import { cyclicChecksum } from "./cyclicChecksum.ts";

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
  /** The model's running statistics, where it has any. */
  readonly statistics?: readonly Float32Array[] | undefined;
  /** The state of the method's memory, where it has one. */
  readonly memory?: Float64Array | undefined;
}

// Layout: magic and version (8 bytes), CRC-32 of all that follows, length of the header, header as JSON padded with
// spaces to a multiple of 4, then the blocks and, where the header gives their lengths, the running statistics as
// little-endian float32, and the method's memory as little-endian float64. Checkpoints from before there were statistics or
// memories are those of models and methods without any.
const magic = "SOFTCKP1";
const prefix = magic.length + 8;
const who = "decodeCheckpoint";
const remedy = "delete it and go on from an earlier one, or from the beginning";

const crc32 = cyclicChecksum(0xedb88320);

type Arrays = "parameters" | "state" | "statistics" | "memory";

/** What the header says: the checkpoint without its arrays, and how many and how long they are. */
interface Header extends Omit<Checkpoint, Arrays> {
  readonly blocks: number;
  readonly length: number;
  readonly statistics?: readonly number[] | undefined;
  readonly memory?: number | undefined;
}

function bytesOf(block: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
}

function encodeHeader({ parameters, state, statistics, memory, ...rest }: Checkpoint): Uint8Array {
  const header: Header = {
    ...rest,
    blocks: 1 + state.length,
    length: parameters.length,
    statistics: statistics?.map(({ length }) => length),
    memory: memory?.length,
  };
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
  const { parameters, state, statistics = [], memory } = checkpoint;
  const arrays = [parameters, ...state, ...statistics, ...(memory === undefined ? [] : [memory])];
  const parts = [encodeHeader(checkpoint), ...arrays.map(bytesOf)];
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

/** The arrays behind a header; copies, because they may begin anywhere in the buffer that `bytes` is a view of. */
function decodeArrays(bytes: Uint8Array, { blocks, length, statistics, memory }: Header): Pick<Checkpoint, Arrays> {
  let offset = 0;
  const take = (size: number): ArrayBuffer => {
    offset += size;
    return new Uint8Array(bytes.subarray(offset - size, offset)).buffer;
  };
  const floats = (count: number): Float32Array => new Float32Array(take(4 * count));
  const [parameters, ...state] = Array.from({ length: blocks }, () => floats(length));
  return {
    parameters,
    state,
    statistics: statistics?.map(floats),
    memory: memory === undefined ? undefined : new Float64Array(take(8 * memory)),
  };
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
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(prefix, end))) as Header;
  const { model, optimizer, finishedEpochs, step } = header;
  return { model, optimizer, finishedEpochs, step, ...decodeArrays(bytes.subarray(end), header) };
}
