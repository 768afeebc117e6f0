// The documentation site in a browser: every link leads somewhere, nothing is fetched from elsewhere, no serious fault of accessibility, search works.
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { once } from "node:events";
import http from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { methodTable } from "@softlabel/core";
import { findChromium } from "./browser.ts";
import { needs } from "./prerequisites.ts";
import { publicExports } from "./publicExports.ts";
import { repositoryRoot } from "./sourceFiles.ts";

const site = path.join(repositoryRoot, "site/dist/site");
const folder = mkdtempSync(path.join(os.tmpdir(), "softlabel-site-"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/** One page of each kind, and the longest. */
const shown = [
  "index.html",
  "jobs/compare.html",
  "jobs/code.html",
  "comparisons.html",
  "guides/methods.html",
  "guides/results.html",
  "guides/commands.html",
  "api/@softlabel/core/index.html",
  "api/@softlabel/core/functions/crossEntropy.html",
];
const screens = [
  { name: "wide", width: 1280, scheme: "light" },
  { name: "phone", width: 390, scheme: "dark" },
] as const;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

const pages = (): string[] =>
  readdirSync(site, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".html"));
const textOf = (page: string): string => readFileSync(path.join(site, page), "utf8");

/** The file that a link of a page leads to, and the heading in it. */
function targetOf(page: string, link: string): { file: string; heading: string } {
  const { pathname, hash } = new URL(link, `http://site/${page}`);
  const file = decodeURIComponent(pathname).slice(1);
  return {
    file: file === "" || file.endsWith("/") ? `${file}index.html` : file,
    heading: decodeURIComponent(hash.slice(1)),
  };
}

describe("the documentation site", { ...needs("site"), timeout: 240_000 }, () => {
  it("has no dead link, to pages and to headings", () => {
    const texts = new Map(pages().map((page) => [page, textOf(page)]));
    const headings = new Map(
      [...texts].map(([page, text]) => [page, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]),
    );
    const dead = [...texts].flatMap(([page, text]) => {
      const links = [...text.matchAll(/<a [^>]*href="([^":]*)"/g)].map(([, link]) => link.replaceAll("&amp;", "&"));
      return [...new Set(links)].flatMap((link) => {
        const { file, heading } = targetOf(page, link);
        const known = headings.get(file);
        const found = known === undefined ? existsSync(path.join(site, file)) : heading === "" || known.has(heading);
        return found ? [] : [`${page}: ${link}`];
      });
    });
    expect(dead).toEqual([]);
  });

  it("has a page or an entry for every export", () => {
    const all = pages()
      .filter((page) => page.startsWith("api/"))
      .map(textOf)
      .join("\n");
    const missing = publicExports().filter(({ name }) => !new RegExp(`\\b${name.replace("$", "\\$")}\\b`).test(all));
    expect(missing.map(({ package: own, name }) => `${own}: ${name}`)).toEqual([]);
  });

  it("has an image of every method's target", () => {
    const text = textOf("guides/methods.html");
    const sections = new Map(
      text
        .split('<h2 id="')
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf('"')), part]),
    );
    const without = methodTable.filter(({ name, penalty }) => {
      const section = sections.get(penalty === true ? `${name}-penalty` : name);
      return !/<figure><svg class="plot" role="img" aria-label="Target: /.test(section ?? "");
    });
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  describe("in a browser", needs("chromium"), () => {
    let browser: Browser;
    let server: http.Server;
    let address = "";

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: findChromium()!, args: ["--no-sandbox"] });
      server = http.createServer(({ url = "/" }, response) => {
        const file = path.join(site, targetOf("index.html", url).file);
        if (!existsSync(file)) return void response.writeHead(404).end();
        response.writeHead(200, { "Content-Type": types[path.extname(file)] ?? "application/octet-stream" });
        response.end(readFileSync(file));
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      console.log(`images of the site: ${folder}`);
    });
    afterAll(async () => {
      await browser.close();
      server.close();
    });

    /** Opens a page; `complaints` are messages of the console, and requests elsewhere or in vain. */
    async function open(page: string, { width, scheme }: { width: number; scheme: "light" | "dark" }) {
      const opened = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
      const complaints: string[] = [];
      opened.on("console", (message) => complaints.push(message.text()));
      opened.on("pageerror", (error) => complaints.push(error.message));
      opened.on("request", (request) => {
        if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) complaints.push(request.url());
      });
      await opened.goto(`${address}/${page}`, { waitUntil: "networkidle" });
      return { opened, complaints };
    }

    /** Serious and critical faults, with the elements that have them. */
    async function faults(page: Page): Promise<string[]> {
      await page.evaluate(axe);
      const inspect = 'axe.run({ exclude: ["svg > *"] }, { resultTypes: ["violations"] })';
      const { violations } = await page.evaluate<AxeResults>(inspect);
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return serious.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    }

    const views = shown.flatMap((page) => screens.map((screen) => ({ page, ...screen })));
    it.each(views)("$page is whole on a $scheme $name screen", async ({ page, ...screen }) => {
      const { opened, complaints } = await open(page, screen);
      await opened.screenshot({ path: path.join(folder, `${page.replaceAll(/\W/g, "-")}-${screen.name}.png`) });
      expect(await opened.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
      expect(await faults(opened)).toEqual([]);
      expect(complaints).toEqual([]);
      await opened.close();
    });

    it("finds pages by their words", async () => {
      const { opened, complaints } = await open("index.html", screens[0]);
      await opened.keyboard.press("Control+k");
      await opened.locator("#localsearch-input").fill("compareRuns");
      await opened.locator("#localsearch-list a").first().waitFor();
      const found = await opened.locator("#localsearch-list a").evaluateAll((links) => links.map(String));
      expect(found.join(" ")).toContain("guides/comparing-runs");
      expect(complaints).toEqual([]);
      await opened.close();
    });
  });
});
