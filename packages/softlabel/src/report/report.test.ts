// Tests of the whole page: complete in every corner case, self-contained, escaped, accessible.
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { sampleResults, type SampleOptions } from "../../../../test/sampleResults.ts";
import type { Results } from "../experiment/results.ts";
import { renderReport } from "./report.ts";

interface Node {
  readonly textContent: string;
  readonly parentElement: Node | null;
  readonly tagName: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
}

function parse(page: string): Node {
  return (parseHTML(page) as unknown as { document: Node }).document;
}

/** A bin without predictions, as a results.json that was written from NaN might have it. */
function withEmptyBins(results: Results): Results {
  const methods = results.methods.map((method) => ({
    ...method,
    calibration: {
      reliability: method.calibration.reliability.map((point) => ({
        ...point,
        count: 0,
        meanConfidence: NaN,
        accuracy: NaN,
      })),
      histogram: { right: Array<number>(20).fill(0), wrong: Array<number>(20).fill(0) },
    },
  }));
  return { ...results, methods };
}

const many = ["hard", "smooth:0.05", "smooth:0.1", "smooth:0.2", "relax:0.05", "relax:0.1", "relax:0.2", "relax:0.3"];
const least: SampleOptions = {
  seeds: 1,
  epochs: 1,
  classes: ["cat", "dog"],
  validation: false,
  images: false,
  verdicts: false,
};
const cases: readonly (readonly [string, Results])[] = [
  ["a usual experiment", sampleResults()],
  ["one seed", sampleResults({ seeds: 1 })],
  ["one epoch", sampleResults({ epochs: 1 })],
  ["two classes", sampleResults({ classes: ["cat", "dog"] })],
  ["a thousand classes", sampleResults({ classes: Array.from({ length: 1000 }, (_, k) => `class ${k}`) })],
  ["no validation rows", sampleResults({ validation: false })],
  ["no images", sampleResults({ images: false })],
  ["no examples", { ...sampleResults(), examples: [] }],
  ["empty bins", withEmptyBins(sampleResults())],
  ["no verdicts", sampleResults({ verdicts: false })],
  ["an interrupted experiment", sampleResults({ finished: 7 })],
  ["nothing finished", sampleResults({ finished: 0, verdicts: false })],
  ["one method", sampleResults({ methods: ["hard"] })],
  ["eight methods", sampleResults({ methods: many })],
  ["the least there can be", sampleResults(least)],
];

describe.each(cases)("the report of %s", (_, results) => {
  const page = renderReport(results);
  const document = parse(page);

  it("holds no NaN, undefined or null", () => {
    expect(page).not.toMatch(/NaN|undefined|\bnull\b|\[object|Infinity/);
  });

  it("loads nothing", () => {
    expect(page.replace(/http:\/\/www\.w3\.org\/[\w/]+/g, "")).not.toMatch(/https?:\/\/|@import|<script|<link|url\(/);
  });

  it("names every picture and every table", () => {
    for (const svg of document.querySelectorAll("svg")) {
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.getAttribute("aria-label")).toBeTruthy();
    }
    for (const table of document.querySelectorAll("table")) expect(table.querySelector("caption")).not.toBeNull();
    for (const image of document.querySelectorAll("img")) expect(image.getAttribute("alt")).toBeTruthy();
  });

  it("gives every figure at most one caption, and every id once", () => {
    for (const figure of document.querySelectorAll("figure")) {
      expect([...figure.querySelectorAll("figcaption")].length).toBeLessThanOrEqual(1);
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.getAttribute("id"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names every method", () => {
    for (const { method } of results.methods) expect(document.querySelector("#scores")!.textContent).toContain(method);
  });
});

describe("renderReport", () => {
  it("begins with the verdicts, the primary ones outside the fold", () => {
    const document = parse(renderReport(sampleResults()));
    const [first] = document.querySelectorAll("section");
    expect(first.getAttribute("id")).toBe("verdict");
    expect([...document.querySelectorAll(".primary li")]).toHaveLength(4);
    expect([...document.querySelectorAll("details li")]).toHaveLength(6);
  });

  it("says what is missing of an interrupted experiment", () => {
    expect(renderReport(sampleResults({ finished: 7 }))).toContain("7 of 15 trials are done");
    expect(renderReport(sampleResults())).not.toContain("Not finished");
  });

  it("escapes every text from the data, wherever it stands", () => {
    const evil = `<i>&"'`;
    const { examples, ...rest } = sampleResults({ methods: ["hard", evil], classes: [evil, `${evil}2`, "c"] });
    const page = renderReport({
      ...rest,
      softlabel: evil,
      baseline: evil,
      experiment: { model: evil, command: evil, [evil]: { [evil]: [evil] } },
      data: { ...rest.data, title: evil, name: evil },
      verdicts: rest.verdicts.map((verdict) => ({ ...verdict, sentence: evil })),
      examples: examples.map((example) => ({ ...example, reason: evil, image: `data:image/png;base64,"onload="x` })),
    });
    expect(page).not.toContain("<i>");
    expect(page).not.toContain(`"onload=`);
    expect(page).toContain("&lt;i&gt;&amp;");
  });

  it("shows an image only from a data URL", () => {
    const results = sampleResults();
    const examples = results.examples.map((example) => ({ ...example, image: "https://example.org/x.png" }));
    expect([...parse(renderReport({ ...results, examples })).querySelectorAll("img")]).toHaveLength(0);
  });

  it("draws nothing for an empty bin and a hollow point for a nearly empty one", () => {
    const results = sampleResults({ methods: ["hard"], seeds: 1, validation: false });
    const filled = results.methods[0].calibration.reliability.filter(({ count }) => count > 0);
    const diagram = parse(renderReport(results)).querySelector("#calibration svg")!;
    const points = [...diagram.querySelectorAll("circle")];
    expect(points).toHaveLength(filled.length);
    const hollow = points.filter((point) => point.getAttribute("fill") === "var(--paper)");
    expect(hollow).toHaveLength(filled.filter(({ count }) => count < 10).length);
    expect(hollow.length).toBeGreaterThan(0);
  });

  it("marks in the table only what a primary verdict supports", () => {
    const marks = (results: Results): number => [...parse(renderReport(results)).querySelectorAll("td .mark")].length;
    expect(marks(sampleResults())).toBe(2);
    expect(marks(sampleResults({ verdicts: false }))).toBe(0);
  });

  it("is the same every time", () => {
    expect(renderReport(sampleResults())).toBe(renderReport(sampleResults()));
  });
});
