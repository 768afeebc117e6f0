// Tests of the whole page: complete in every corner case, self-contained, escaped, accessible.
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import type { Results } from "@softlabel/experiment/internal";
import { reportCases, withChoice, withEmptyBins } from "../report.fixtures.ts";
import { reportText } from "../nodeDocument.fixtures.ts";

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

describe.each(reportCases)("the report of %s", (_, results) => {
  const page = reportText(results);
  const document = parse(page);

  it("holds no NaN, undefined or null", () => {
    expect(page).not.toMatch(/NaN|undefined|\bnull\b|\[object|Infinity/);
  });

  it("loads nothing", () => {
    expect(page.replace(/http:\/\/www\.w3\.org\/[\w/]+/g, "")).not.toMatch(/https?:\/\/|@import|<script|<link|url\(/);
  });

  it("labels every drawing and every table", () => {
    for (const svg of document.querySelectorAll("svg:not([aria-hidden])")) {
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.getAttribute("aria-label")).toBeTruthy();
    }
    for (const table of document.querySelectorAll("table")) expect(table.querySelector("caption")).not.toBeNull();
    for (const heading of document.querySelectorAll("th")) expect(heading.getAttribute("scope")).toBeTruthy();
    for (const image of document.querySelectorAll("img")) expect(image.getAttribute("alt")).toBeTruthy();
  });

  it("gives every drawing a table of its numbers, and every wide table a place in the order of the tab key", () => {
    for (const figure of document.querySelectorAll("figure")) {
      const drawings = [...figure.querySelectorAll("svg")].length;
      expect([...figure.querySelectorAll("details.numbers table")]).toHaveLength(drawings);
    }
    for (const region of document.querySelectorAll("div.scroll")) expect(region.getAttribute("tabindex")).toBe("0");
  });

  it("has one first heading, skips no level of headings, and links only to what is there", () => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.slice(1).forEach((level, i) => expect(level - levels[i]).toBeLessThanOrEqual(1));
    for (const link of document.querySelectorAll("a")) {
      expect(document.querySelector(link.getAttribute("href")!)).not.toBeNull();
    }
  });

  it("is smaller than 3 MB", () => {
    expect(page.length).toBeLessThan(3e6);
  });

  it("gives every figure at most one caption, and every id once", () => {
    for (const figure of document.querySelectorAll("figure")) {
      expect([...figure.querySelectorAll("figcaption")].length).toBeLessThanOrEqual(1);
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.getAttribute("id"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names every method", () => {
    const compared = results.methods.filter(({ candidateOf }) => candidateOf === undefined);
    for (const { method } of compared) expect(document.querySelector("#scores")!.textContent).toContain(method);
  });
});

describe("renderReport", () => {
  it("begins with the answer, then the contents, then the verdicts, the primary ones outside the fold", () => {
    const document = parse(reportText(sampleResults()));
    const [first, second] = document.querySelectorAll("section");
    expect([first, second].map((section) => section.getAttribute("id"))).toEqual(["answer", "verdict"]);
    const parts = [...document.querySelectorAll("main > *")].slice(0, 3).map(({ tagName }) => tagName);
    expect(parts).toEqual(["SECTION", "NAV", "SECTION"]);
    expect([...document.querySelectorAll(".primary li")]).toHaveLength(4);
    expect([...document.querySelectorAll("details li")]).toHaveLength(10);
  });

  it("has no section of verdicts where there is a single method", () => {
    const page = reportText(sampleResults({ methods: ["hard"] }));
    expect(page).not.toContain('id="verdict"');
    expect(page).not.toContain("No verdict yet");
  });

  it("names the missing runs of an interrupted experiment", () => {
    expect(reportText(sampleResults({ finished: 7 }))).toContain("7 of 15 runs are done");
    expect(reportText(sampleResults())).not.toContain("Not finished");
  });

  it("shows every class where classes are uneven, and balanced accuracy wherever accuracy would carry the verdict", () => {
    const classes = ["common", "less common", "rare"];
    const document = parse(reportText(sampleResults({ uneven: true, classes })));
    const even = parse(reportText(sampleResults({ classes })));
    const text = (selector: string): string => document.querySelector(selector)!.textContent;
    for (const name of classes) expect(text("#classes")).toContain(name);
    expect(text("#classes")).toMatch(/Matthews correlation[^]*recall\s*precision\s*PR-AUC/);
    expect(text("#scores table th:nth-child(2)")).toContain("balanced accuracy");
    expect(text("#training")).toMatch(/Training balanced accuracy[^]*Validation balanced accuracy/);
    // The sample's balanced accuracies are below its accuracies: by 0.2 points on test rows, one in training and validation.
    const cells = (row: string): number[] => [...document.querySelectorAll(row)].map((cell) => Number.parseFloat(cell.textContent)); // prettier-ignore
    const [balanced, plain] = cells("#scores table tbody tr:first-child td b");
    expect(balanced - plain).toBeCloseTo(-0.2, 1);
    const first = (title: string, page: Node): number =>
      Number([...page.querySelectorAll("#training figure")].find(({ textContent }) => textContent.includes(title))!.querySelector("tbody td")!.textContent); // prettier-ignore
    for (const part of ["Training", "Validation"])
      expect(first(`${part} balanced accuracy`, document) - first(`${part} accuracy`, even)).toBeCloseTo(-1, 0);
    expect(text("#guide")).toContain("mean recall of the classes");
    expect(even.querySelector("#classes")).toBeNull();
    expect(even.querySelector("#training")!.textContent).toContain("Validation accuracy");
  });

  it("shows simple models beside the methods, and says where the network is not better", () => {
    const document = parse(reportText(sampleResults({ baselines: true })));
    const rows = [...document.querySelectorAll("#scores .scores")].map((table) =>
      [...table.querySelectorAll("tr.simple")].map(({ textContent }) => textContent.replace(/\s+/g, " ").trim()),
    );
    expect(rows.map((own) => own.length)).toEqual([2, 1]);
    expect(rows[0][1]).toMatch(/^linear model ?89\.4/);
    expect(document.querySelector("#answer")!.textContent).toContain("The network is not better than a linear model");
    expect(parse(reportText(sampleResults())).querySelector("tr.simple")).toBeNull();
  });

  it("draws nothing of empty bins", () => {
    const document = parse(reportText(withEmptyBins(sampleResults({ methods: ["hard"], validation: false }))));
    expect([...document.querySelectorAll("#calibration circle, #calibration rect[width]")]).toHaveLength(1);
  });

  it("escapes every text from the data, wherever it stands", () => {
    const evil = `<i>&"'`;
    const { examples, ...rest } = sampleResults({ methods: ["hard", evil], classes: [evil, `${evil}2`, "c"] });
    const page = reportText({
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
    expect([...parse(reportText({ ...results, examples })).querySelectorAll("img")]).toHaveLength(0);
  });

  it("draws nothing for an empty bin and a hollow point for a nearly empty one", () => {
    const results = sampleResults({ methods: ["hard"], seeds: 1, validation: false });
    const filled = results.methods[0].calibration.reliability.filter(({ count }) => count > 0);
    const diagram = parse(reportText(results)).querySelector("#calibration svg")!;
    const points = [...diagram.querySelectorAll("circle")];
    expect(points).toHaveLength(filled.length);
    const hollow = points.filter((point) => point.getAttribute("fill") === "var(--paper)");
    expect(hollow).toHaveLength(filled.filter(({ count }) => count < 10).length);
    expect(hollow.length).toBeGreaterThan(0);
  });

  it("marks in the table only what a primary verdict supports", () => {
    const marks = (results: Results): number => [...parse(reportText(results)).querySelectorAll("td .mark")].length;
    expect(marks(sampleResults())).toBe(2);
    expect(marks(sampleResults({ verdicts: false }))).toBe(0);
  });

  it("sums up each method in a sentence, and lists its gains before what is unclear", () => {
    const document = parse(reportText(sampleResults()));
    expect(document.querySelector(".primary h3")!.textContent).toMatch(/smooth:0\.1\s+improves log loss/);
    const badges = [...document.querySelectorAll(".primary .badge")].map(({ textContent }) => textContent.trim());
    expect(badges).toEqual(["▲ better", "? cannot tell", "▲ better", "? cannot tell"]);
  });

  it("marks for the switch the columns and methods in which no interval leaves out zero", () => {
    const results = sampleResults({ methods: ["hard", "smooth:0.1"] });
    const document = parse(reportText(results));
    const headings = (selector: string): string[] =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim().split(/\s/)[0]);
    expect(headings(".scores th[scope=col]:not(.same)")).toEqual(["method", "NLL", "method", "NLL"]);
    expect([...document.querySelectorAll(".scores tbody tr.same")]).toHaveLength(0);
    const flat = results.verdicts.map((verdict) => ({ ...verdict, interval: [-1, 1] as const }));
    const same = parse(reportText({ ...results, verdicts: flat }));
    expect([...same.querySelectorAll(".scores tbody tr.same")]).toHaveLength(2);
    expect([...same.querySelectorAll("#scores .none")]).toHaveLength(2);
  });

  it("shows candidates only where the choice is shown", () => {
    const results = withChoice(sampleResults({ methods: ["hard", "smooth:0.05", "smooth:0.2"] }));
    const document = parse(reportText(results));
    expect(document.querySelector("#scores")!.textContent).not.toContain("smooth:0.2");
    expect(document.querySelector("#choice")!.textContent).toContain("in 4 of 5 seeds (0.05 once)");
    expect(document.querySelector("#choice")!.textContent).toContain("played no part in the choice");
  });

  it("draws a matrix of up to twenty classes, and lists pairs of more", () => {
    const drawings = (count: number): number => {
      const classes = Array.from({ length: count }, (_, k) => `class ${k}`);
      const document = parse(reportText(sampleResults({ methods: ["hard"], seeds: 1, classes })));
      return [...document.querySelectorAll("#confusion svg")].length;
    };
    expect([drawings(20), drawings(21)]).toEqual([1, 0]);
  });

  it("is the same every time", () => {
    expect(reportText(sampleResults())).toBe(reportText(sampleResults()));
  });
});
