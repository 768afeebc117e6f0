// Tests of the beginning of the report: the answer in a sentence, and each method's accuracy and calibration.
import { markupText } from "../../nodeDocument.fixtures.ts";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { sampleCost, sampleResults, type SampleOptions } from "../../../../../test/sampleResults.ts";
import { type Results, type VerdictResult, withConclusions } from "@softlabel/experiment/internal";
import { answerSection } from "./answer.ts";

interface Element {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

const squeeze = (text: string): string => text.replace(/[\s\u00a0]+/g, " ").trim();

function shown(results: Results) {
  const page = `<!doctype html><html><body>${markupText(answerSection(results))}</body></html>`;
  const { body } = (parseHTML(page) as unknown as { document: { body: Element } }).document;
  const texts = (selector: string): string[] =>
    [...body.querySelectorAll(selector)].map(({ textContent }) => squeeze(textContent));
  return { body, texts };
}

/** The sample with scores set by hand, so that every figure is known: hard is over-confident, the other is not. */
function known(options: SampleOptions = {}): Results {
  const results = sampleResults({ methods: ["hard", "smooth:0.1"], ...options });
  const methods = results.methods.map((method, m) => ({
    ...method,
    trials: method.trials.map((trial) => ({
      ...trial,
      temperature: trial.temperature === null ? null : 1.5,
      test: { ...trial.test, accuracy: m === 0 ? 0.9 : 0.902, balancedAccuracy: 0.7, ece: m === 0 ? 0.08 : 0.01, signedGap: m === 0 ? 0.071 : 0.01, eceNoiseFloor: { mean: 0.01, p95: 0.02 } },
      testScaled: trial.testScaled && { ...trial.testScaled, ece: 0.04, eceNoiseFloor: { mean: 0.01, p95: 0.02 } },
    })),
  })); // prettier-ignore
  const costed = methods.map((method) => ({ ...method, calibrationCost: sampleCost(method.trials)! }));
  return withConclusions({ ...results, methods: costed });
}

describe("the answer in words", () => {
  it("is the recommendation, then its reasons", () => {
    const results = known();
    const { texts, body } = shown(results);
    expect(texts(".recommendation")).toEqual([results.recommendation!.sentence]);
    expect(texts(".recommendation strong")).toEqual(["Use smooth:0.1 instead of hard labels:"]);
    expect(texts(".basis li")).toEqual(results.recommendation!.details);
    expect(texts("tr.used th")).toEqual(["smooth:0.1"]);
    expect(body.querySelector("h2")!.textContent).toBe("Answer");
  });

  it("marks no row where nothing is to be used", () => {
    const results = known();
    const verdicts = results.verdicts.map((verdict) => ({ ...verdict, verdict: "cannot tell" as const }));
    expect(shown(withConclusions({ ...results, verdicts })).texts("tr.used")).toEqual([]);
  });

  it("is, of a single method, whether that is calibrated", () => {
    const results = known({ methods: ["hard"] });
    expect(shown(results).texts(".recommendation")).toEqual([results.methods[0].calibrationFinding!.sentence]);
  });

  it("says what is missing if nothing can be compared yet", () => {
    const { texts } = shown(sampleResults({ finished: 0, verdicts: false }));
    expect(texts(".recommendation")[0]).toMatch(/^No recommendation yet: that takes finished runs of hard and/);
    expect(texts("table")).toEqual([]);
  });
});

describe("the table of the answer", () => {
  it("has accuracy beside the baseline's, and calibration before and after scaling, with the noise floor", () => {
    const { texts } = shown(known());
    expect(texts("thead th")).toEqual(["Method", "Accuracy", "Calibration ECE"]);
    expect(texts("tbody tr")).toEqual([
      "hard 90.0 % [89.4, 90.6] over-confident by 7.1 points 8.0 % as trained 4.0 % at T = 1.50",
      "smooth:0.1 90.2 % +0.2 [−0.3, +0.7] calibrated 1.0 % as trained 4.0 % at T = 1.50",
    ]);
    expect(texts("p.soft")[0]).toContain("of the accuracy of hard, and of the difference of the others to hard");
  });

  it("draws the difference around the mean, the baseline as a dashed line, and errors within chance hollow", () => {
    const { body } = shown(known());
    const [hard, smooth] = [...body.querySelectorAll("tbody tr")];
    const [accuracy, trained] = [...smooth.querySelectorAll("svg")];
    const x = (element: Element | null): number => Number(element!.getAttribute("cx"));
    const [, from, to] = /^M([\d.]+),7H([\d.]+)$/.exec(accuracy.querySelector("path[stroke]")!.getAttribute("d")!)!;
    const line = Number(/^M([\d.]+),/.exec(accuracy.querySelector(".dashed")!.getAttribute("d")!)![1]);
    // The interval ends 0.3 points below and 0.7 above the baseline; the mean 0.2 above.
    expect((Number(to) - line) / (line - Number(from))).toBeCloseTo(7 / 3, 1);
    expect((x(accuracy.querySelector("circle")) - line) / (Number(to) - line)).toBeCloseTo(2 / 7, 2);
    const [hardAccuracy, hardTrained, hardScaled] = [...hard.querySelectorAll("svg")];
    expect(hardAccuracy.querySelector("path[stroke]")).toBeNull();
    expect(trained.querySelector("circle")!.getAttribute("fill")).toBe("var(--paper)");
    expect(hardTrained.querySelector("circle")!.getAttribute("fill")).not.toBe("var(--paper)");
    // The largest error, 8 %, ends the scale; 2 % by chance is a quarter of it.
    expect(x(hardTrained.querySelector("circle"))).toBe(115);
    expect(x(hardScaled.querySelector("circle"))).toBe(60);
    expect(Number(hardTrained.querySelector(".chance")!.getAttribute("width"))).toBeCloseTo(110 / 4, 1);
  });

  it("marks a verdict on accuracy, and gives one run per method no interval of the difference", () => {
    const results = known();
    const change = (given: Partial<VerdictResult>) =>
      results.verdicts.map((verdict) => (verdict.metric === "accuracy" ? { ...verdict, ...given } : verdict));
    const { texts, body } = shown(withConclusions({ ...results, verdicts: change({ verdict: "better" }) }));
    expect(texts("tbody tr")[1]).toMatch(/^smooth:0\.1 90\.2 % ▲ \+0\.2 \[/);
    expect(body.querySelector(".mark")!.getAttribute("title")).toBe("better");
    const single = shown(withConclusions({ ...results, verdicts: change({ interval: null }) }));
    expect(single.texts("tbody tr")[1]).toMatch(/^smooth:0\.1 90\.2 % \[/);
  });

  it("gives the accuracy of a single method its own interval, without a line to compare with", () => {
    const { body, texts } = shown(known({ methods: ["hard"], seeds: 1 }));
    expect(texts("tbody tr td")[0]).toBe("90.0 % [89.4, 90.6]");
    expect(body.querySelector("svg .dashed")).toBeNull();
    expect(body.querySelector("svg path[stroke]")).not.toBeNull();
    expect(texts("p.soft")[0]).toContain("95 % intervals for test rows like these");
  });

  it("shows balanced accuracy, without an interval of its own, where classes are uneven", () => {
    const results = known();
    const { texts } = shown({
      ...results,
      data: { ...results.data, accuracyMetric: "balancedAccuracy" },
      verdicts: [],
    });
    expect(texts("thead th")[1]).toBe("Balanced accuracy");
    expect(texts("tbody tr td")[0]).toBe("70.0 %");
  });

  it("does without a temperature", () => {
    const { texts } = shown(known({ validation: false }));
    expect(texts("tbody tr")[0]).toBe("hard 90.0 % [89.4, 90.6] over-confident by 7.1 points 8.0 % as trained");
  });
});
