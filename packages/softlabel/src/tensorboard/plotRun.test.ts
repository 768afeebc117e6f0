// The plots of the report as images: all of them, in real colours, under distinct names.
import { readdirSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { emptyFolder } from "../../../../test/softlabel.ts";
import { customProperties, plotsOf } from "@softlabel/report/internal/page";
import { reportPage } from "../run/reportPage.ts";
import { readRun } from "./eventFile.fixtures.ts";
import { rasterise, writePlots } from "./plotRun.ts";

const results = sampleResults({ seeds: 2, epochs: 3 });
const report = reportPage(results);

describe("plotsOf", () => {
  it("finds every plot of the report, under its label", () => {
    const plots = plotsOf(report);
    expect(plots).toHaveLength(report.split('<svg class="plot"').length - 1);
    expect(plots.map(({ label }) => label)).toContain("Training loss by epoch");
    expect(plots.every(({ svg }) => svg.endsWith("</svg>"))).toBe(true);
  });
});

describe("rasterise", () => {
  it("draws custom properties in the light colours, on white", async () => {
    const { png, width, height } = await rasterise(
      '<svg class="plot" width="20" height="10" viewBox="0 0 20 10"><rect width="10" height="10" fill="var(--method-1)"/></svg>',
      customProperties(report),
    );
    expect([width, height]).toEqual([40, 20]);
    const pixels = await sharp(png).raw().toBuffer();
    const last = 3 * width - 3;
    expect([...pixels.subarray(0, 3)]).toEqual([0x12, 0x68, 0xc8]);
    expect([...pixels.subarray(last, last + 3)]).toEqual([255, 255, 255]);
  });
});

describe("writePlots", () => {
  it("writes one image per plot, and replaces earlier ones", async () => {
    const folder = emptyFolder();
    await writePlots(folder, results);
    await writePlots(folder, results);
    expect(readdirSync(folder)).toHaveLength(1);
    const images = readRun(folder);
    expect(images).toHaveLength(plotsOf(report).length);
    expect(new Set(images.map(({ tag }) => tag)).size).toBe(images.length);
    for (const { png } of images) {
      const { format, width, height } = await sharp(png).metadata();
      expect(format).toBe("png");
      expect(Math.min(width, height)).toBeGreaterThan(50);
    }
  });
});
