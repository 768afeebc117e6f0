// docs/report.png, the README's screenshot: `npm run screenshot` runs the first comparison and captures the report's first screen.
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { findChromium } from "../test/browser.ts";

const fromRoot = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));
const screen = { width: 1000, height: 596 };

const program = findChromium();
if (program === undefined) throw new Error("screenshot: no Chromium on the PATH");
const folder = path.join(mkdtempSync(path.join(tmpdir(), "softlabel-picture-")), "experiment");
const command = [fromRoot("packages/softlabel/bin/softlabel.js"), "compare", ...process.argv.slice(2), "--out", folder];
const { status } = spawnSync(process.execPath, command, { stdio: ["ignore", "inherit", "inherit"] });
if (status !== 0) process.exit(1);
const browser = await chromium.launch({ executablePath: program });
const page = await browser.newPage({ viewport: screen, colorScheme: "light" });
await page.goto(pathToFileURL(path.join(folder, "report.html")).href);
const screenshot = await page.screenshot();
await browser.close();
// Few colours: a quarter of the bytes.
await sharp(screenshot).png({ palette: true, effort: 10 }).toFile(fromRoot("docs/report.png"));
