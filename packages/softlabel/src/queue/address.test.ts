// Addresses of queues: what is read from where, and which secrets are refused before anything records them.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { needs } from "../../../../test/prerequisites.ts";
import { queueAddress } from "./address.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-test-address-"));
afterAll(() => rmSync(folder, { recursive: true }));

function secretFile(name: string, text: string, mode = 0o600): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

const read = (argument: string | undefined, environment: Record<string, string> = {}, plain = false) =>
  queueAddress(argument, { environment, plain });

describe("queueAddress", () => {
  it("reads host, port, user and database, or a socket", () => {
    expect(read("redis://127.0.0.1").options).toEqual({ host: "127.0.0.1", port: 6379 });
    expect(read("redis://w@[::1]:7000/3").options).toEqual({ host: "::1", port: 7000, username: "w", db: 3 });
    expect(read("unix:///run/redis.sock")).toEqual({ shown: "/run/redis.sock", options: { path: "/run/redis.sock" } });
    expect(read("rediss://example.org").options).toMatchObject({ host: "example.org", tls: {} });
  });

  it("takes secrets from the environment and from files that only their owner may read", () => {
    const password = secretFile("password", "p@ss/word\n");
    const given = read("redis://localhost", { SOFTLABEL_QUEUE_PASSWORD_FILE: password });
    expect(given).toEqual({
      shown: "redis://localhost",
      options: { host: "localhost", port: 6379, password: "p@ss/word" },
    });
    const url = read(undefined, { SOFTLABEL_QUEUE_URL: "redis://u:p%40ss@localhost:1" });
    expect(url).toMatchObject({ shown: "redis://localhost:1", options: { username: "u", password: "p@ss" } });
    const file = secretFile("url", "redis://:hidden@localhost:2\n");
    expect(read(undefined, { SOFTLABEL_QUEUE_URL_FILE: file }).options).toMatchObject({ port: 2, password: "hidden" });
  });

  it.each<[string, string | undefined, Record<string, string>, RegExp]>([
    ["a password in an argument", "redis://:hidden@localhost", {}, /without a password, got "redis:\/\/…@localhost"/],
    ["no address", undefined, {}, /^--queue: expected an address like redis:\/\/host:6379, got "none"/],
    ["another protocol", "http://localhost", {}, /expected an address like redis/],
    ["a host alone", "localhost:6379", {}, /expected an address like redis/],
    ["a bare / in a password", undefined, { SOFTLABEL_QUEUE_URL: "redis://:hid/den@localhost" }, /%2F for \//],
    ["an open network", "redis://10.0.0.1", {}, /encrypted connection.*--plain/],
    ["a missing file", "redis://localhost", { SOFTLABEL_QUEUE_PASSWORD_FILE: "nowhere" }, /there is no such file/],
    ["a missing certificate", "rediss://localhost", { SOFTLABEL_QUEUE_CA: "nowhere" }, /SOFTLABEL_QUEUE_CA/],
  ])("refuses %s, and shows no secret", (_, argument, environment, sentence) => {
    expect(() => read(argument, environment)).toThrow(sentence);
    expect(() => read(argument, environment)).not.toThrow(/hid|den@/);
  });

  it("refuses a secret that others may read", needs("fileModes"), () => {
    const file = secretFile("open", "hidden", 0o644);
    expect(() => read("redis://localhost", { SOFTLABEL_QUEUE_PASSWORD_FILE: file })).toThrow(/chmod 600/);
  });

  it("allows an open network where it is trusted", () => {
    expect(read("redis://10.0.0.1", {}, true).options.host).toBe("10.0.0.1");
  });
});
