// Inputs of trials on their way: a worker asks for what it lacks, the coordinator sends it, and every hash is checked.
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { UsageError } from "@softlabel/core";
import type { Dataset } from "@softlabel/data";
import { sha256 } from "@softlabel/data/internal";
import {
  describeSent,
  openPrepared,
  type Preparation,
  prepareSent,
  sentRows,
  type SentDescription,
} from "@softlabel/data/node/internal";
import type { Redis } from "ioredis";
import { readIfPresent, writeWhole } from "../folder/files.ts";
import { deleteBlob, getBlob, putBlob } from "./blobs.ts";
import { prefix } from "./wire.ts";

/** Data of more bytes are not sent through the server's memory. */
const mostBytes = 256 * 2 ** 20;

const wantsKey = (experiment: string): string => `${prefix}:wants:${experiment}`;
const sentKey = (experiment: string, hash: string): string => `${prefix}:sent:${experiment}:${hash}`;
const lifetime = 24 * 3600;

interface Piece {
  readonly sha256: string;
  readonly bytes: number;
}

/** What was sent for a hash. */
interface Sent {
  readonly refused?: string;
  readonly pieces: readonly Piece[];
  /** Of data. */
  readonly description?: SentDescription;
}

/** What the coordinator can send: data or a file by its hash. */
export interface Sendable {
  readonly dataset?: Dataset;
  readonly bytes?: Uint8Array;
}

/** Sends what workers ask for. */
export class InputSender {
  readonly #connection: Redis;
  readonly #experiment: string;
  readonly #hashes = new Set<string>();
  readonly #sent: { readonly name: string; readonly bytes: number }[] = [];

  constructor(connection: Redis, experiment: string) {
    this.#connection = connection;
    this.#experiment = experiment;
  }

  /** Sends what is asked for at the moment. */
  async serve(find: (hash: string) => Sendable | undefined): Promise<void> {
    for (const hash of await this.#connection.smembers(wantsKey(this.#experiment))) {
      const found = find(hash);
      const refused = `the coordinator has no input of hash ${hash.slice(0, 12)}`;
      const sent = found === undefined ? { refused, pieces: [] } : await this.#send(hash, found);
      this.#hashes.add(hash);
      await this.#connection.set(sentKey(this.#experiment, hash), JSON.stringify(sent), "EX", lifetime);
      await this.#connection.srem(wantsKey(this.#experiment), hash);
    }
  }

  async #send(hash: string, { dataset, bytes }: Sendable): Promise<Sent> {
    if (dataset === undefined) return { pieces: [await this.#put(hash, 0, bytes!)] };
    const [pieces, blocks] = [[] as Piece[], [] as SentDescription["blocks"][number][]];
    let total = 0;
    for (const { bytes: content, ...block } of sentRows(dataset)) {
      total += content.length;
      const size = `the data have more than ${mostBytes / 2 ** 20} MB`;
      if (total > mostBytes) return { refused: `${size}; put them in --data-dir of every worker`, pieces: [] };
      pieces.push(await this.#put(hash, pieces.length, content));
      blocks.push(block);
    }
    return { pieces, description: { prepared: describeSent(dataset), blocks } };
  }

  async #put(hash: string, i: number, bytes: Uint8Array): Promise<Piece> {
    const name = `${this.#experiment}:${hash}:${i}`;
    await putBlob(this.#connection, name, bytes);
    this.#sent.push({ name, bytes: bytes.length });
    return { sha256: sha256(bytes), bytes: bytes.length };
  }

  /** Removes all that was sent. */
  async clear(): Promise<void> {
    for (const hash of this.#hashes) await this.#connection.del(sentKey(this.#experiment, hash));
    for (const { name, bytes } of this.#sent) await deleteBlob(this.#connection, name, bytes);
    await this.#connection.del(wantsKey(this.#experiment));
  }
}

/** What was sent is no longer there: it has to be asked for again. */
class GoneError extends Error {}

/** Fetches again what went away meanwhile, as after a restart of the server. */
async function persistently<Value>(fetch: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch();
    } catch (error) {
      if (!(error instanceof GoneError) || tries === 3) throw error;
    }
  }
}

/** Fetches inputs for an experiment, and keeps them in a cache. */
export class InputReceiver {
  readonly #connection: Redis;
  readonly #cache: string;
  /** Places in the cache that were verified already: every trial of an experiment asks for the same. */
  readonly #verified = new Set<string>();

  constructor(connection: Redis, cache: string) {
    this.#connection = connection;
    this.#cache = cache;
  }

  #isVerified(place: string): boolean {
    return this.#verified.has(place) && existsSync(place);
  }

  #keep(place: string): string {
    this.#verified.add(place);
    return place;
  }

  /** What the coordinator sent for a hash, once it has. */
  async #ask(experiment: string, hash: string, signal: AbortSignal): Promise<Sent> {
    const key = sentKey(experiment, hash);
    for (;;) {
      const text = await this.#connection.get(key);
      const sent = text === null ? undefined : (JSON.parse(text) as Sent);
      if (sent?.refused !== undefined) {
        await this.#connection.del(key);
        throw new UsageError(sent.refused);
      }
      if (sent !== undefined) return sent;
      await this.#connection.sadd(wantsKey(experiment), hash);
      await wait(200, undefined, { signal });
    }
  }

  /** The bytes of a piece; asks again where they are gone. */
  async #piece(experiment: string, hash: string, { pieces }: Sent, i: number): Promise<Uint8Array> {
    const found = await getBlob(this.#connection, `${experiment}:${hash}:${i}`, pieces[i]);
    if (found !== undefined) return found;
    await this.#connection.del(sentKey(experiment, hash));
    throw new GoneError(`what was sent for ${hash.slice(0, 12)} is gone`);
  }

  /** The place of a file's content. */
  async file(experiment: string, hash: string, signal: AbortSignal): Promise<string> {
    const place = path.join(this.#cache, "files", hash);
    if (this.#isVerified(place)) return place;
    const known = readIfPresent(place);
    if (known !== undefined && sha256(known) === hash) return this.#keep(place);
    const fetch = async (): Promise<Uint8Array> =>
      this.#piece(experiment, hash, await this.#ask(experiment, hash, signal), 0);
    const bytes = await persistently(fetch);
    if (sha256(bytes) !== hash) throw new Error(`what was sent for ${hash.slice(0, 12)} has another hash`);
    writeWhole(place, bytes);
    return this.#keep(place);
  }

  /** The folder of prepared data with this fingerprint. */
  async data(experiment: string, hash: string, signal: AbortSignal): Promise<string> {
    const folder = path.join(this.#cache, "data");
    const place = path.join(folder, hash);
    if (this.#isVerified(place)) return place;
    const prepare: Preparation["prepare"] = async (writers) => {
      const sent = await this.#ask(experiment, hash, signal);
      let i = 0;
      return prepareSent(sent.description!, () => this.#piece(experiment, hash, sent, i++))(writers);
    };
    const dataset = await persistently(() => openPrepared({ name: hash, key: hash, prepare }, { folder }));
    if (dataset.fingerprint !== hash) throw new Error(`data sent as ${hash.slice(0, 12)} have another fingerprint`);
    return this.#keep(place);
  }
}
