// Seeded random numbers; nothing else in softlabel draws any.

/** A stream of random numbers that the seed determines entirely. */
export interface Random {
  /** A whole number from 0 to 2³²-1. */
  uint32(): number;
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A standard normal number. */
  normal(): number;
  /** A whole number in [0, n). */
  integer(n: number): number;
  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle<A extends { length: number; [index: number]: unknown }>(array: A): A;
  /** An independent stream named by `labels`; the same labels give the same stream, however much was drawn before. */
  fork(...labels: (string | number)[]): Random;
}

/** Mixes a text into 32 bits (FNV-1a with a final avalanche). */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The sfc32 generator (Doty-Humphrey's small fast counter), warmed up. */
function sfc32(key: string): () => number {
  let a = hash(`a${key}`);
  let b = hash(`b${key}`);
  let c = hash(`c${key}`);
  let counter = 1;
  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

/** Standard normals from uniforms by Marsaglia's polar method, which yields two at a time. */
function polarNormal(uniform: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
}

/**
 * A seeded random stream.
 * @param seed any number or text; equal seeds give equal streams on every machine
 * @example
 * ```ts
 * import { createRandom } from "@softlabel/core";
 * createRandom(1).uniform() === createRandom(1).uniform(); // => true
 * createRandom(1).fork("batches", 3).uint32() === createRandom(1).fork("batches", 3).uint32(); // => true
 * ```
 */
export function createRandom(seed: number | string): Random {
  const key = `${typeof seed}:${seed}`;
  const uint32 = sfc32(key);
  const uniform = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  const integer = (n: number): number => Math.floor(uniform() * n);
  return {
    uint32,
    uniform,
    integer,
    normal: polarNormal(uniform),
    shuffle(array) {
      for (let i = array.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const value = array[i];
        (array as { [index: number]: unknown })[i] = array[j];
        (array as { [index: number]: unknown })[j] = value;
      }
      return array;
    },
    fork: (...labels) => createRandom(JSON.stringify([key, ...labels])),
  };
}
