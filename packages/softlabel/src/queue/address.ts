// Where the queue is, and with which secrets: from the command line and the environment, secrets from the latter only.
import { readFileSync, statSync } from "node:fs";
import { check, fail } from "@softlabel/core/internal";
import type { RedisOptions } from "ioredis";
import { readInput } from "../folder/files.ts";

/** Where the queue is. */
export interface QueueAddress {
  /** For messages: without secrets. */
  readonly shown: string;
  readonly options: Pick<RedisOptions, "host" | "port" | "path" | "username" | "password" | "db" | "tls">;
}

type Environment = Readonly<Record<string, string | undefined>>;

const variable = "SOFTLABEL_QUEUE_URL";
const example = "redis://host:6379";

/** Text in a file that nobody else may read. */
function secretIn(file: string, name: string): string {
  const mode = process.platform === "win32" ? 0 : statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return fail(name, "a file with the secret", file, "there is no such file");
  check((mode & 0o077) === 0, name, "a file that only its owner may read", file, `run chmod 600 ${file}`);
  return readFileSync(file, "utf8").trim();
}

function parse(text: string, who: string): URL {
  const remedy = "in a password write %40 for @, %2F for / and %3A for :";
  try {
    const url = new URL(text);
    check(/^(rediss?|unix):$/.test(url.protocol), who, `an address like ${example}`, withoutSecret(text));
    return url;
  } catch (error) {
    if (error instanceof TypeError) return fail(who, `an address like ${example}`, withoutSecret(text), remedy);
    throw error;
  }
}

/** The text with "…" for whatever may be a password. */
export const withoutSecret = (text: string): string => text.replace(/\/\/.*@/, "//…@");

/** Whether nobody else can listen on the way to this host. */
const isLocal = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

function addressOf({ protocol, hostname, port, pathname }: URL): QueueAddress["options"] {
  if (protocol === "unix:") return { path: decodeURIComponent(pathname) };
  const db = /^\/\d+$/.test(pathname) ? { db: Number(pathname.slice(1)) } : {};
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 6379), ...db };
}

/** How the connection is encrypted, if it is. */
function encryption(protocol: string, environment: Environment): Pick<RedisOptions, "tls"> {
  if (protocol !== "rediss:") return {};
  const file = environment.SOFTLABEL_QUEUE_CA;
  if (file === undefined) return { tls: {} };
  const bytes =
    readInput(file) ?? fail("SOFTLABEL_QUEUE_CA", "a file with a certificate", file, "there is no such file");
  return { tls: { ca: new TextDecoder().decode(bytes) } };
}

/** The address that was given, and who gave it. */
function given(argument: string | undefined, environment: Environment): { text: string; who: string } {
  if (argument !== undefined) return { text: argument, who: "--queue" };
  const file = environment[`${variable}_FILE`];
  const text = file === undefined ? environment[variable] : secretIn(file, `${variable}_FILE`);
  return {
    text: text ?? fail("--queue", `an address like ${example}`, "none", `give one, or set ${variable}`),
    who: variable,
  };
}

/**
 * Reads where the queue is.
 * @param argument the address on the command line, without a password; where left out, the environment has it
 * @param plain whether the connection may be unencrypted on a network
 * @throws UsageError where there is no address, it holds a password that would be recorded, or others could read along
 */
export function queueAddress(
  argument: string | undefined,
  {
    plain = false,
    environment = process.env,
  }: { readonly plain?: boolean | undefined; readonly environment?: Environment } = {},
): QueueAddress {
  const { text, who } = given(argument, environment);
  const url = parse(text, who);
  const file = environment.SOFTLABEL_QUEUE_PASSWORD_FILE;
  const secret =
    file === undefined ? decodeURIComponent(url.password) : secretIn(file, "SOFTLABEL_QUEUE_PASSWORD_FILE");
  const published = argument !== undefined && url.password !== "";
  const where = `put it in a file of mode 600 and its name in SOFTLABEL_QUEUE_PASSWORD_FILE, or set ${variable}`;
  check(!published, who, "an address without a password", withoutSecret(text), where);
  const open = url.protocol === "redis:" && !isLocal(url.hostname);
  const encrypt = "use rediss://, or --plain where you trust the network";
  check(!open || plain, who, "an encrypted connection to another machine", withoutSecret(text), encrypt);
  const username = url.username === "" ? {} : { username: decodeURIComponent(url.username) };
  const password = secret === "" ? {} : { password: secret };
  const shown = url.protocol === "unix:" ? url.pathname : `${url.protocol}//${url.host}`;
  return { shown, options: { ...addressOf(url), ...username, ...password, ...encryption(url.protocol, environment) } };
}
