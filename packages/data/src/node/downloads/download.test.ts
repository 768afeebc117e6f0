// Downloads from a server on this machine: cut, refused, damaged, silent.
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { download } from "./download.ts";
import type { DownloadProgress } from "./download.ts";

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251));
const md5 = createHash("md5").update(content).digest("hex");

let folder = "";
let file = "";
let servers: Server[] = [];
let requests: IncomingMessage[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "softlabel-"));
  file = path.join(folder, "data.gz");
  requests = [];
});

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

afterEach(async () => {
  await Promise.all(servers.map(close));
  servers = [];
  await rm(folder, { recursive: true });
});

/** Starts a server on this machine that gives these answers in turn, the last again and again; its file's address. */
async function serve(...answers: RequestListener[]): Promise<string> {
  let answered = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    answers[Math.min(answered++, answers.length - 1)](request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.gz`;
}

/** An address at which nobody listens. */
async function deadAddress(): Promise<string> {
  const url = await serve();
  await close(servers.pop()!);
  return url;
}

const whole: RequestListener = (_, response) => response.setHeader("content-length", content.length).end(content);

const status =
  (code: number): RequestListener =>
  (_, response) =>
    response.writeHead(code).end();

/** Answers a request for a range with that range. */
const ranged: RequestListener = (request, response) => {
  const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
  if (start >= content.length) return response.writeHead(416).end();
  const range = `bytes ${start}-${content.length - 1}/${content.length}`;
  const headers = { "content-length": content.length - start, "content-range": range };
  return response.writeHead(start > 0 ? 206 : 200, headers).end(content.subarray(start));
};

/** Ends the connection that `cut` left open. */
let hangUp = (): void => undefined;

/** Promises everything, sends a third, and waits for `hangUp`. */
const cut: RequestListener = (_, response) => {
  hangUp = () => void response.destroy();
  response.writeHead(200, { "content-length": content.length }).write(content.subarray(0, 100_000));
};

const silent: RequestListener = () => undefined;

async function expectContent(path: string): Promise<void> {
  expect(content.equals(await readFile(path))).toBe(true);
}

const fast = { retryDelay: 0.001 };
const ranges = () => requests.map((request) => request.headers.range);

describe("download", () => {
  it("brings the file, and tells how far it has come", async () => {
    const events: DownloadProgress[] = [];
    const url = await serve(whole);
    await download([url], path.join(folder, "new", "data.gz"), md5, { onProgress: (event) => events.push(event) });
    await expectContent(path.join(folder, "new", "data.gz"));
    expect(await readdir(path.join(folder, "new"))).toEqual(["data.gz"]);
    expect(events.at(-1)).toEqual({ file: "data.gz", url, receivedBytes: 300_000, totalBytes: 300_000 });
    const received = events.map((event) => event.receivedBytes);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
  });

  it("goes on where a cut connection ended", async () => {
    const events: DownloadProgress[] = [];
    const onProgress = (event: DownloadProgress): void => {
      events.push(event);
      if (event.receivedBytes === 100_000) hangUp();
    };
    await download([await serve(cut, ranged)], file, md5, { ...fast, onProgress });
    await expectContent(file);
    expect(ranges()).toEqual([undefined, "bytes=100000-"]);
    expect(events.at(-1)).toMatchObject({ receivedBytes: 300_000, totalBytes: 300_000 });
  });

  it("goes on where an earlier call was ended", async () => {
    await writeFile(`${file}.part`, content.subarray(0, 1234));
    await download([await serve(ranged)], file, md5);
    await expectContent(file);
    expect(ranges()).toEqual(["bytes=1234-"]);
  });

  it("begins again where the server does not resume", async () => {
    await writeFile(`${file}.part`, content.subarray(0, 1234));
    await download([await serve(whole)], file, md5);
    await expectContent(file);
  });

  it("takes a part that was complete", async () => {
    await writeFile(`${file}.part`, content);
    await download([await serve(ranged)], file, md5);
    await expectContent(file);
  });

  it("throws a wrong part away and begins again", async () => {
    await writeFile(`${file}.part`, Buffer.alloc(1234, 1));
    await download([await serve(ranged)], file, md5, fast);
    await expectContent(file);
    expect(ranges()).toEqual(["bytes=1234-", undefined]);
  });

  it("refuses a file with another checksum, and leaves nothing behind", async () => {
    const url = await serve((_, response) => response.end("another file"));
    const found = createHash("md5").update("another file").digest("hex");
    await expect(download([url], file, md5, fast)).rejects.toThrow(
      `a file with checksum ${found} instead of ${md5} from ${url}`,
    );
    expect(await readdir(folder)).toEqual([]);
    expect(requests.length).toBe(1);
  });

  it("does not ask again for a file that is not there", async () => {
    const url = await serve(status(404));
    await expect(download([url], file, md5, fast)).rejects.toThrow(`HTTP status 404 Not Found from ${url}`);
    expect(requests.length).toBe(1);
  });

  it("asks again when the server is busy, but not forever", async () => {
    await download([await serve(status(503), status(503), whole)], file, md5, fast);
    expect(requests.length).toBe(3);
    await expect(download([await serve(status(503))], file, md5, { ...fast, attempts: 2 })).rejects.toThrow("503");
  });

  it("asks again after silence", async () => {
    await download([await serve(silent, whole)], file, md5, { ...fast, timeout: 0.5 });
    await expectContent(file);
    const url = await serve(silent);
    const options = { ...fast, timeout: 0.05, attempts: 1 };
    await expect(download([url], `${file}2`, md5, options)).rejects.toThrow(`no answer for 0.05 seconds from ${url}`);
  });

  it("tries the next address, and says what each answered", async () => {
    const dead = await deadAddress();
    const alive = await serve(whole);
    await download([dead, alive], file, md5, fast);
    await expectContent(file);
    const missing = await serve(status(404));
    await expect(download([missing, dead], `${file}2`, md5, fast)).rejects.toThrow(
      `HTTP status 404 Not Found from ${missing} and ECONNREFUSED from ${dead}`,
    );
  });
});
