// Seeded damage to the bytes of a file: what disks, networks, other programs and attackers do to them.
import { createRandom, type Random } from "@softlabel/core";

type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** A range of at least one byte and at most a quarter of the file. */
function rangeIn(bytes: Buffer, random: Random): [from: number, to: number] {
  const length = 1 + random.integer(Math.max(1, Math.floor(bytes.length / 4)));
  const from = random.integer(Math.max(1, bytes.length - length));
  return [from, Math.min(bytes.length, from + length)];
}

/** Values that length fields are set to. */
const extremes = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x7fffffffffffffffn,
  0xffffffffffffffffn,
];

const mutations: readonly Mutation[] = [
  function flipBits(bytes, random) {
    for (let left = 1 + random.integer(8); left > 0; left--)
      bytes[random.integer(bytes.length)] ^= 1 << random.integer(8);
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.integer(bytes.length));
  },
  function insert(bytes, random) {
    const at = random.integer(bytes.length + 1);
    const more = Buffer.from(Array.from({ length: 1 + random.integer(64) }, () => random.integer(256)));
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  },
  function duplicate(bytes, random) {
    const [from, to] = rangeIn(bytes, random);
    const copies = Array.from({ length: 1 + random.integer(20) }, () => bytes.subarray(from, to));
    return Buffer.concat([bytes.subarray(0, to), ...copies, bytes.subarray(to)]);
  },
  function remove(bytes, random) {
    const [from, to] = rangeIn(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function setExtreme(bytes, random) {
    const width = [1, 2, 4, 8][random.integer(4)];
    const value = BigInt.asUintN(8 * width, extremes[random.integer(extremes.length)]);
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(value);
    const isBig = random.integer(2) === 1;
    const written = isBig ? field.subarray(0, width).reverse() : field.subarray(0, width);
    bytes.set(written.subarray(0, bytes.length), random.integer(Math.max(1, bytes.length - width)));
    return bytes;
  },
  function swapChunks(bytes, random) {
    const [from, to] = rangeIn(bytes, random);
    const other = to + random.integer(Math.max(1, bytes.length - to));
    return Buffer.concat([
      bytes.subarray(0, from),
      bytes.subarray(to, other),
      bytes.subarray(from, to),
      bytes.subarray(other),
    ]);
  },
  function copyOver(bytes, random) {
    const [from, to] = rangeIn(bytes, random);
    bytes.copy(bytes, random.integer(bytes.length), from, to);
    return bytes;
  },
];

/** Bytes with one to three mutations; the same case of the same seed is the same everywhere. */
export function mutate(whole: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(whole);
  for (let left = 1 + random.integer(3); left > 0 && bytes.length > 0; left--) {
    bytes = mutations[random.integer(mutations.length)](Buffer.from(bytes), random);
  }
  return bytes;
}

/** What a case is drawn from. */
export const caseRandom = (seed: number, format: string, number: number): Random =>
  createRandom(seed).fork(format, number);
