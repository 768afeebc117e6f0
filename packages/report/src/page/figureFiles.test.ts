// Figures as files: every plot of the report, as documents that stand alone, under names that LaTeX accepts.
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { everything } from "../report.fixtures.ts";
import { reportText } from "../nodeDocument.fixtures.ts";
import { figureFiles } from "./figureFiles.ts";
import { legendOf } from "./legend.ts";
import { plotsOf } from "./pagePlots.ts";

const results = everything();

describe("figureFiles", () => {
  it("has every plot of the report once, under a plain name that says what it shows", () => {
    const names = figureFiles(results, reportText(results)).map(([name]) => name);
    expect(names).toHaveLength(plotsOf(reportText(results)).length);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9][a-z0-9-]*$/.test(name))).toEqual([]);
    expect(names).toContain("training-loss-by-epoch");
    expect(names.some((name) => name.includes("by-alpha"))).toBe(true);
  });

  it("are documents that need no style sheet, with title and paper", async () => {
    for (const [name, text] of figureFiles(results, reportText(results))) {
      expect(text, name).toMatch(
        /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><title>[^<]+<\/title><rect /,
      );
      expect(text, name).not.toMatch(/var\(--|NaN|undefined|&nbsp;/);
      // An independent renderer rejects malformed files.
      const { width = 0, height = 0 } = await sharp(Buffer.from(text)).metadata();
      expect(Math.min(width, height), name).toBeGreaterThan(50);
    }
  });

  it("escape names that come from elsewhere", async () => {
    const classes = Array.from({ length: 10 }, (_, k) => `<cat> & "co" ${k}`);
    const odd = sampleResults({ methods: ["hard", 'a<b> & "c" [x]_1$'], classes });
    for (const [name, text] of figureFiles(odd, reportText(odd))) {
      await expect(sharp(Buffer.from(text)).metadata(), name).resolves.toMatchObject({ format: "svg" });
    }
  });
});

describe("legendOf", () => {
  const sample = sampleResults({ methods: ["hard", "smooth:0.1", "relax:0.1"] });

  it("names the methods of several colours, and classes by their shapes", () => {
    expect(legendOf('<path fill="var(--method-2)"/><path fill="var(--method-0)"/>', sample)).toEqual([
      { sign: "■", colour: "method-0", name: "hard" },
      { sign: "■", colour: "method-2", name: "relax:0.1" },
    ]);
    const [first, second] = legendOf('<path fill="var(--class-0)"/><path fill="var(--class-1)"/>', sample);
    expect([first.sign, second.sign]).toEqual(["●", "▲"]);
    expect(sample.data.classes).toContain(first.name);
  });

  it("says nothing of a single colour", () => {
    expect(legendOf('<path fill="var(--method-1)"/>', sample)).toEqual([]);
  });
});
