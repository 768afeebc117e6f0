// What happens on the way: servers that are refused, a server and workers that go away, inputs that a worker lacks.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { needs } from "../../../../test/prerequisites.ts";
import { openRuntime } from "../runtime/runtime.ts";
import { localRunner } from "../workers/localRunner.ts";
import { finished, newFolder, recordsIn, requestsFor } from "../workers/trialRunner.fixtures.ts";
import { queueAddress } from "./address.ts";
import { checkServer } from "./connection.ts";
import { queueRunner } from "./queueRunner.ts";
import { QueueWorker } from "./queueWorker.ts";
import { RedisServer } from "./redisServer.fixtures.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-test-queue-"));
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  rmSync(folder, { recursive: true });
});

async function serverWith(...settings: readonly string[]): Promise<RedisServer> {
  const server = new RedisServer(...settings);
  ends.push(() => server.end());
  return server.start();
}

const runtime = await openRuntime();
const runnerOn = ({ address }: RedisServer) => queueRunner({ address, runtime, interval: 20 });

let workers = 0;
async function workerOn({ address }: RedisServer): Promise<QueueWorker & { readonly cache: string }> {
  const name = `worker${(workers += 1)}`;
  const cache = path.join(folder, name);
  const worker = await QueueWorker.start({ address, runtime, slots: 1, name, cache, progressInterval: 20 });
  return Object.assign(worker, { cache });
}

/** The records of the same trials from this machine. */
async function recordsHere(given: Record<string, unknown>): Promise<Record<string, string>[]> {
  const requests = await requestsFor(newFolder(), given);
  await localRunner({ workers: 2 }).run(requests);
  return requests.map(recordsIn);
}

describe("a server", needs("redisServer"), () => {
  it.each<[string, readonly string[], RegExp]>([
    ["evicts", ["--maxmemory-policy", "allkeys-lru"], /a server that evicts nothing, got "allkeys-lru"; set maxmemory/],
    ["asks for a password", ["--requirepass", "hidden"], /a refused password/],
  ])("is refused where it %s", async (_, settings, sentence) => {
    const server = new RedisServer(...settings);
    ends.push(() => server.end());
    await server.start();
    await expect(checkServer(server.address)).rejects.toThrow(sentence);
  });

  it("is refused where its default user could not load the jobs after a restart", async () => {
    const server = await serverWith();
    const admin = new Redis(server.address.options);
    await admin.call("ACL", "SETUSER", "me", "on", ">hidden", "~*", "&*", "+@all");
    await admin.call("ACL", "SETUSER", "default", "off", "-@all");
    admin.disconnect();
    const address = { ...server.address, options: { ...server.address.options, username: "me", password: "hidden" } };
    await expect(checkServer(address)).rejects.toThrow(/user default off resetpass ~\* &\* \+@all/);
  });

  it("is named where nobody listens, and a note says where it keeps nothing", async () => {
    const nobody = queueAddress(`unix://${path.join(folder, "nobody.sock")}`, { environment: {} });
    await expect(checkServer(nobody)).rejects.toThrow(/nobody who listens there/);
    expect(await checkServer((await serverWith("--appendonly", "no")).address)).toHaveLength(1);
    expect(await checkServer((await serverWith()).address)).toEqual([]);
  });
});

describe("trials on a queue", needs("redisServer"), () => {
  it("get data that their worker lacks, and leave nothing on the server", async () => {
    const server = await serverWith();
    const worker = await workerOn(server);
    const file = path.join(folder, "table.csv");
    const rows = Array.from({ length: 60 }, (_, i) => `${Math.sin(i)},${i % 7},${i % 3 === 0 ? "red" : "blue"}`);
    writeFileSync(file, ["a,b,colour", ...rows].join("\n"));
    const given = { data: file, label: "colour" };
    const requests = await requestsFor(newFolder(), given);
    expect(await runnerOn(server).run(requests)).toEqual([]);
    expect(requests.map(recordsIn)).toEqual(await recordsHere(given));
    expect(existsSync(path.join(worker.cache, "data"))).toBe(true);
    const by = JSON.parse(readFileSync(path.join(requests[0].folder, "machine.json"), "utf8")) as { worker: string };
    expect(by.worker).toMatch(/^worker\d+$/);
    await worker.close();
    const reader = new Redis(server.address.options);
    const left = await reader.keys("sl:*");
    reader.disconnect();
    expect(left.filter((key) => /:(blob|sent|wants|progress|worker):|\.[0-9a-f]{64}/.test(key))).toEqual([]);
  });

  it("survive the end of the server, and of a worker, which hands its trial back", async () => {
    const server = await serverWith();
    const first = await workerOn(server);
    const given = { seeds: 1, epochs: 300 };
    const requests = await requestsFor(newFolder(), given);
    let troubles = 0;
    let second: Promise<QueueWorker> | undefined;
    const failures = await runnerOn(server).run(requests, {
      onProgress(_, { epoch }) {
        if (troubles === 0 && epoch > 50) {
          troubles = 1;
          void server.kill().then(() => server.start());
        } else if (troubles === 1 && epoch > 150) {
          troubles = 2;
          second = first.close().then(() => workerOn(server));
        }
      },
    });
    expect([failures, troubles]).toEqual([[], 2]);
    expect(requests.every(finished)).toBe(true);
    expect(requests.map(recordsIn)).toEqual(await recordsHere(given));
    await (await second!).close();
  });

  it("let a worker end whose server is gone", async () => {
    const server = await serverWith();
    const worker = await workerOn(server);
    await server.kill();
    await expect(worker.close()).resolves.toBeUndefined();
  });
});
