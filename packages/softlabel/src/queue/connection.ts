// Connections to Redis or Valkey, and what is said where there is none.
import { check, fail } from "@softlabel/core/internal";
import { Redis } from "ioredis";
import type { QueueAddress } from "./address.ts";

/** What to say of an error on the way to the server, by a part of its text. */
const explanations: readonly (readonly [pattern: RegExp, got: string, remedy: string])[] = [
  [/ECONNREFUSED|ENOENT/, "nobody who listens there", "start Redis or Valkey, or correct the address"],
  [/ENOTFOUND|EAI_AGAIN/, "no host of that name", "correct the address"],
  [/ETIMEDOUT|timed? ?out/i, "no answer", "check the address and the firewall"],
  [/WRONGPASS|NOAUTH|invalid password/, "a refused password", "set SOFTLABEL_QUEUE_PASSWORD_FILE"],
  [/certificate|self.signed|altnames|issuer/i, "a certificate that is not trusted", "set SOFTLABEL_QUEUE_CA"],
  [/NOPERM/, "a user without the rights", "see docs/queue.md for the rights that are needed"],
  [/OOM/, "a full memory", "raise maxmemory of the server, or remove what else it holds"],
  [/wrong version number|EPROTO/, "a server without encryption", "use redis://"],
];

/** An error of the connection as "got …; what to do". */
export function explain(error: Error): { readonly got: string; readonly remedy: string } {
  const found = explanations.find(([pattern]) => pattern.test(error.message));
  return { got: found?.[1] ?? error.message.split("\n")[0], remedy: found?.[2] ?? "look into the log of the server" };
}

/** A connection that comes back by itself after every interruption. */
export function connect({ options }: QueueAddress): Redis {
  const connection = new Redis({
    ...options,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
    keepAlive: 10_000,
  });
  // Interruptions are waited for; what does not pass is said by `openQueue`, or by the worker.
  connection.on("error", () => undefined);
  return connection;
}

/** Connects once, to say at the start what is wrong. */
async function tryOnce({ options, shown }: QueueAddress): Promise<Redis> {
  const probe = new Redis({ ...options, lazyConnect: true, retryStrategy: () => null, connectTimeout: 10_000 });
  let last: Error | undefined;
  probe.on("error", (error: Error) => void (last = error));
  try {
    await probe.connect();
    await probe.ping();
    return probe;
  } catch (error) {
    probe.disconnect();
    const { got, remedy } = explain(last ?? (error as Error));
    return fail(`--queue ${shown}`, "a Redis or Valkey server", got, remedy);
  }
}

/** A value of the server's own description. */
const valueIn = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\r?$`, "m").exec(info)?.[1];

/**
 * Refuses a server that would lose or forget trials.
 * @returns what cannot be found out, as notes
 */
export async function checkServer(address: QueueAddress): Promise<string[]> {
  const probe = await tryOnce(address);
  try {
    const info = await probe.info();
    const who = `--queue ${address.shown}`;
    const version = valueIn(info, "redis_version") ?? "0";
    check(Number.parseFloat(version) >= 6.2, who, "Redis 6.2 or later, or Valkey", `version ${version}`);
    const policy = valueIn(info, "maxmemory_policy");
    const evicting = policy !== undefined && policy !== "noeviction";
    check(!evicting, who, "a server that evicts nothing", policy, "set maxmemory-policy noeviction");
    await refuseForgetfulUser(probe, who);
    const kept = valueIn(info, "aof_enabled") === "1";
    return kept ? [] : ["The server keeps nothing on disk: after its restart, runs that had begun are sent again."];
  } finally {
    probe.disconnect();
  }
}

/** Servers before 2026 lose every job at a restart where the default user is off and has no rights; needs rights itself. */
async function refuseForgetfulUser(probe: Redis, who: string): Promise<void> {
  const user = (await probe.call("ACL", "GETUSER", "default").catch(() => undefined)) as unknown[] | undefined;
  if (user === undefined) return;
  const after = (name: string): unknown => user[user.indexOf(name) + 1];
  const flags = after("flags") as string[];
  const rights = String(after("commands"));
  const loses = flags.includes("off") && !rights.includes("+@all");
  const remedy = 'write "user default off resetpass ~* &* +@all": off forbids to log in, and the rights keep the jobs';
  check(!loses, who, "a default user that may load the jobs after a restart", rights, remedy);
}
