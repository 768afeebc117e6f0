// Bytes on their way through the queue's server: in chunks, each for a while only.
import { sha256 } from "@softlabel/data/internal";
import type { Redis } from "ioredis";
import { prefix } from "./wire.ts";

const chunkBytes = 512 * 1024;
/** Seconds after which what nobody fetched is gone. */
const lifetime = 7 * 24 * 3600;

const chunkKey = (name: string, i: number): string => `${prefix}:blob:${name}:${i}`;
const chunksOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / chunkBytes));

/** Puts bytes under a name. */
export async function putBlob(connection: Redis, name: string, bytes: Uint8Array): Promise<void> {
  for (let i = 0; i < chunksOf(bytes.length); i++) {
    const chunk = Buffer.from(bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes));
    await connection.set(chunkKey(name, i), chunk, "EX", lifetime);
  }
}

/** The bytes under a name; undefined where some are missing or they are not what the hash says. */
export async function getBlob(
  connection: Redis,
  name: string,
  { bytes, sha256: hash }: { readonly bytes: number; readonly sha256: string },
): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  for (let i = 0; i < chunksOf(bytes); i++) {
    const chunk = await connection.getBuffer(chunkKey(name, i));
    if (chunk === null) return undefined;
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  return whole.length === bytes && sha256(whole) === hash ? whole : undefined;
}

/** Removes what is under a name. */
export async function deleteBlob(connection: Redis, name: string, bytes: number): Promise<void> {
  await connection.del(...Array.from({ length: chunksOf(bytes) }, (_, i) => chunkKey(name, i)));
}
