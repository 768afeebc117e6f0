// The files of --figures and --table, in a folder of their own.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { exportReport } from "./exportReport.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "softlabel-export-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("exportReport", () => {
  it("draws figures for print on white paper as PNG", async () => {
    await exportReport(folder, sampleResults({ seeds: 2, epochs: 2 }), { figures: "png" });
    const [name] = readdirSync(path.join(folder, "figures"));
    expect(name).toMatch(/\.png$/);
    const drawn = sharp(path.join(folder, "figures", name)).raw();
    const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
    expect(info.width).toBeGreaterThan(1000);
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it("writes SVG figures and tables, and says where", async () => {
    const said = await exportReport(folder, sampleResults({ seeds: 2, epochs: 2 }), { figures: "svg", table: "csv" });
    const names = readdirSync(path.join(folder, "figures"));
    expect(readFileSync(path.join(folder, "figures", names[0]), "utf8")).toMatch(/^<svg /);
    expect(readdirSync(path.join(folder, "tables")).every((name) => name.endsWith(".csv"))).toBe(true);
    expect(said).toContain(`${path.join(folder, "figures")} (${names.length} files)`);
  });
});
