// Which workers are there: each writes itself down again and again, and is forgotten a minute after it stopped.
import type { Redis } from "ioredis";
import { prefix, type RunBy } from "./wire.ts";

/** A worker as others see it. */
export interface ListedWorker extends RunBy {
  readonly softlabel: string;
  readonly runtime: string;
  readonly queue: string;
  readonly slots: number;
}

const list = `${prefix}:workers`;
const keyOf = (id: string): string => `${prefix}:worker:${id}`;
const lifetime = 60;

/** Writes a worker down now and every 20 seconds; returns how to take it off the list. */
export async function enlist(connection: Redis, worker: ListedWorker): Promise<() => Promise<void>> {
  const write = async (): Promise<void> => {
    await connection.set(keyOf(worker.worker), JSON.stringify(worker), "EX", lifetime);
    await connection.sadd(list, worker.worker);
  };
  await write();
  // What fails is tried again with the next turn.
  const timer = setInterval(() => void write().catch(() => undefined), (1000 * lifetime) / 3);
  return async () => {
    clearInterval(timer);
    await connection.srem(list, worker.worker);
    await connection.del(keyOf(worker.worker));
  };
}

/** The workers that are there. */
export async function listWorkers(connection: Redis): Promise<ListedWorker[]> {
  const ids = await connection.smembers(list);
  if (ids.length === 0) return [];
  const texts = await connection.mget(ids.map(keyOf));
  const gone = ids.filter((_, i) => texts[i] === null);
  if (gone.length > 0) await connection.srem(list, ...gone);
  return texts.flatMap((text) => (text === null ? [] : (JSON.parse(text) as ListedWorker)));
}
