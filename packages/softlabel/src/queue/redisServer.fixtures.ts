// A Redis server of a test's own, on a socket in a folder of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { queueAddress, type QueueAddress } from "./address.ts";

/** A server that can be killed and started again. */
export class RedisServer {
  readonly folder = mkdtempSync(path.join(tmpdir(), "softlabel-test-redis-"));
  readonly address: QueueAddress;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  constructor(...settings: readonly string[]) {
    this.#settings = settings;
    this.address = queueAddress(`unix://${path.join(this.folder, "redis.sock")}`, { environment: {} });
  }

  async start(): Promise<this> {
    const place = ["--port", "0", "--unixsocket", this.address.options.path!, "--dir", this.folder];
    const usual = ["--save", "", "--appendonly", "yes", "--maxmemory-policy", "noeviction"];
    this.#process = spawn("redis-server", [...place, ...usual, ...this.#settings], { stdio: "ignore" });
    const client = new Redis({ ...this.address.options, retryStrategy: () => 20 });
    client.on("error", () => undefined);
    const answer = (): Promise<string> => client.ping().catch((error: Error) => error.message);
    while (!/PONG|NOAUTH/.test(await answer())) await new Promise((resolve) => setTimeout(resolve, 20));
    client.disconnect();
    return this;
  }

  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "exit");
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
