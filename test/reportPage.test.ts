// The report in a browser: no error, no request, no serious fault of accessibility, nothing wider than the page; and a screenshot to look at.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluated, everything, withRows } from "../packages/report/src/report.fixtures.ts";
import { reportText } from "../packages/report/src/nodeDocument.fixtures.ts";
import { findChromium, runPage } from "./browser.ts";
import { needs } from "./prerequisites.ts";
import { sampleResults } from "./sampleResults.ts";

const program = findChromium();

const folder = mkdtempSync(path.join(os.tmpdir(), "softlabel-report-"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Few seeds, epochs and classes: how long a page is inspected grows with its elements.
const few = { seeds: 2, epochs: 3, classes: ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"] };
const reports = {
  everything: everything(few),
  rows: withRows(sampleResults({ ...few, images: false })),
  evaluated: evaluated(sampleResults(few)),
};
const screens = [
  { name: "desktop", width: 1280, scheme: "light" },
  { name: "desktop", width: 1280, scheme: "dark" },
  { name: "phone", width: 390, scheme: "light" },
  { name: "phone", width: 390, scheme: "dark" },
] as const;

/** The first on every screen, the others on one. */
const views = Object.keys(reports).flatMap((report, i) =>
  (i === 0 ? screens : screens.slice(0, 1)).map((screen) => ({ report, ...screen })),
);

/** What the page complained of, and what it asked for. */
interface Opened {
  readonly page: Page;
  readonly messages: readonly string[];
  readonly requests: readonly string[];
}

let browser: Browser;

async function open(file: string, { width, scheme }: { width: number; scheme: "light" | "dark" }): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const messages: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, messages, requests: requests.filter((url) => !url.startsWith("data:")) };
}

/** A plot is one element to a screen reader; what is in them is left out, to save time. */
const inspect = 'axe.run({ exclude: ["svg > *"] }, { resultTypes: ["violations"] })';

/** Serious and critical faults, with the elements that have them. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(inspect);
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const openAll = 'for (const fold of document.querySelectorAll("details")) fold.open = true';
const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

describe("the report in a browser", { ...needs("chromium"), timeout: 240_000 }, () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program! });
    for (const [name, results] of Object.entries(reports)) {
      writeFileSync(path.join(folder, `${name}.html`), reportText(results));
    }
    console.log(`screenshots of the report: ${folder}`);
  });

  afterAll(() => browser.close());

  it.each(views)("of $report is without fault on a $name, $scheme", async ({ report, ...screen }) => {
    const file = path.join(folder, `${report}.html`);
    const { page, messages, requests } = await open(file, screen);
    await page.screenshot({ path: path.join(folder, `${report}-${screen.name}-${screen.scheme}.png`), fullPage: true });
    expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
    await page.evaluate(openAll);
    expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    expect(messages).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
    await page.close();
  });

  it("is rendered by a page into its own document as it is in Node", async () => {
    const results = withRows(everything());
    const outline = (page: string): string[] =>
      [...page.matchAll(/<(\w+)(?:[^>]* aria-label="([^"]*)")?/g)].map(([, tag, label = ""]) => `${tag} ${label}`);
    const script = `
      import { renderReport } from "./packages/report/src/index.ts";
      export const run = async () => renderReport(${JSON.stringify(results)}, document);`;
    const page = (await runPage(program!, script, false)) as string;
    expect(outline(page)).toEqual(outline(reportText(results)));
    expect(page.match(/<svg class="plot"/g)!.length).toBeGreaterThan(20);
  });

  it("hides with the switch, and without a script, what does not differ", async () => {
    const { page } = await open(path.join(folder, "rows.html"), screens[0]);
    const visible = (): Promise<number> => page.locator("#scores th[scope=col]:visible").count();
    const before = await visible();
    await page.keyboard.press("Tab");
    await page.getByLabel("Differences only").press("Space");
    expect(await page.getByLabel("Differences only").isChecked()).toBe(true);
    expect(await visible()).toBeLessThan(before);
    await page.close();
  });

  it("comes by keyboard to the answer first, then to everything that opens or scrolls", async () => {
    const { page } = await open(path.join(folder, "everything.html"), screens[0]);
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.textContent")).toBe("Skip to the answer");
    const order = await page.evaluate<number>('document.querySelectorAll("summary, .scroll[tabindex], input").length');
    expect(order).toBeGreaterThan(50);
    await page.close();
  });
});
