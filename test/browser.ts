// Runs a page in a headless Chromium and gives what it reports.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { repositoryRoot } from "./sourceFiles.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function runs(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The file of the first Chromium or Chrome on the PATH. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const files = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return files.find((file) => existsSync(file) && runs(file));
}

/** A script as a bundler makes it without configuration. */
async function bundle(script: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: repositoryRoot },
    conditions: ["@softlabel/source"],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

/** What the README says a policy must allow for kernels and threads, and nothing more. */
const usualPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:";
const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const html = '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>';

/** The content type of a file; browsers insist on those of scripts and WebAssembly. */
function typeOf(file: string): string {
  const types: Record<string, string> = { ".mjs": "text/javascript", ".wasm": "application/wasm" };
  return types[path.extname(file)] ?? "application/octet-stream";
}

/** What is served: the page and its script, and files by their URL. */
function answer(url: string, script: string, files: Readonly<Record<string, string>>): [string, string | Uint8Array] {
  if (url in files) return [typeOf(files[url]), readFileSync(files[url])];
  return url === "/page.js" ? ["text/javascript", script] : ["text/html", html];
}

/** Serves a page that posts its report; `report` is what it posted. */
async function serve(
  script: string,
  headers: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
) {
  let tell: (text: string) => void;
  const report = new Promise<string>((resolve) => (tell = resolve));
  const server = http.createServer((request, response) => {
    const [type, body] = answer(request.url ?? "", script, files);
    response.writeHead(200, { "Content-Type": type, ...headers }).end(body);
    if (request.method !== "POST") return;
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => tell(text));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, report, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/**
 * Runs a page in Chromium.
 * @param script a module with an asynchronous function `run`, which gives what the page reports
 * @param isolated whether the page gets the headers of cross-origin isolation
 * @param options.policy its content security policy
 * @param options.files paths by the URLs under which the page finds them
 */
export async function runPage(
  chromium: string,
  script: string,
  isolated: boolean,
  options: { readonly policy?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<unknown> {
  const page = await bundle(
    `${script}
    run()
      .catch((error) => ({ message: String(error) }))
      .then((report) => fetch("/", { method: "POST", body: JSON.stringify(report) }));`,
  );
  const profile = await mkdtemp(path.join(os.tmpdir(), "softlabel-browser-"));
  const { policy = usualPolicy, files = {} } = options;
  const headers = { "Content-Security-Policy": policy, ...(isolated ? isolation : {}) };
  const { server, report, url } = await serve(page, headers, files);
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", `--user-data-dir=${profile}`];
  const browser = spawn(chromium, [...flags, url], { stdio: "ignore" });
  const exit = once(browser, "exit");
  try {
    return JSON.parse(await report);
  } finally {
    browser.kill();
    await exit;
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
