// Trials on the workers of a queue, with a real server.
import path from "node:path";
import { afterAll } from "vitest";
import { needs } from "../../../../test/prerequisites.ts";
import { openRuntime } from "../runtime/runtime.ts";
import { describeRunner } from "../workers/trialRunner.fixtures.ts";
import { queueRunner } from "./queueRunner.ts";
import { QueueWorker } from "./queueWorker.ts";
import { RedisServer } from "./redisServer.fixtures.ts";

const server = new RedisServer();
const closing: (() => Promise<void>)[] = [() => server.end()];
afterAll(async () => {
  for (const close of closing) await close();
});

let opened: Promise<ReturnType<typeof queueRunner>> | undefined;

/** A runner with one worker, the same for all tests. */
function open(): Promise<ReturnType<typeof queueRunner>> {
  opened ??= (async () => {
    const { address, folder } = await server.start();
    const runtime = await openRuntime();
    const cache = path.join(folder, "cache");
    const worker = await QueueWorker.start({ address, runtime, slots: 1, name: "one", cache, progressInterval: 20 });
    closing.unshift(() => worker.close());
    return queueRunner({ address, runtime, interval: 20 });
  })();
  return opened;
}

describeRunner("on a queue", open, needs("redisServer"));
