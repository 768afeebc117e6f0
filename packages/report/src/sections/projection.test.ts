// Tests of the plots of the penultimate layer: one column per method, each on its own scale.
import { markupText } from "../nodeDocument.fixtures.ts";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import type { Projection, Results } from "@softlabel/experiment/internal";
import { projectionFigures } from "./projection.ts";

interface Element {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

const drawn = (results: Results): Element =>
  (
    parseHTML(`<!doctype html><html><body>${markupText(projectionFigures(results))}</body></html>`) as unknown as {
      document: { body: Element };
    }
  ).document.body;

/** The sample with every method's projection changed. */
function withProjections(change: (projection: Projection, index: number) => Projection): Results {
  const results = sampleResults();
  const methods = results.methods.map((method, m) => ({ ...method, projection: change(method.projection!, m) }));
  return { ...results, methods };
}

const times = (factor: number, rows: readonly (readonly number[])[]): number[][] =>
  rows.map(([label, ...place]) => [label, ...place.map((value) => factor * value)]);

const labels = (document: Element): string[] =>
  [...document.querySelectorAll("svg")].map((svg) => svg.getAttribute("aria-label")!);

describe("projectionFigures", () => {
  it("draws training and test rows of every method, with the mean length of their features", () => {
    const results = sampleResults();
    const document = drawn(results);
    expect([...document.querySelectorAll(".columns .card")]).toHaveLength(3);
    const texts = [...document.querySelectorAll("svg")].map(({ textContent }) => textContent);
    const lengths = results.methods.flatMap(({ trials: [{ geometry }] }) => [
      geometry!.train.featureNorm,
      geometry!.test.featureNorm,
    ]);
    expect(texts).toHaveLength(6);
    texts.forEach((text, i) => expect(text).toContain(`mean length ${Number(lengths[i].toPrecision(3))}`));
  });

  it("gives every method its own scale, the same for training and test rows", () => {
    const scales = (factors: readonly number[]): number[] =>
      labels(drawn(withProjections((own, m) => ({ ...own, train: times(factors[m], own.train), test: times(factors[m], own.test) })))).map((label) => Number(/scale bar is ([\d.]+) units/.exec(label)![1])); // prettier-ignore
    const [before, after] = [scales([1, 1, 1]), scales([1, 10, 1])];
    expect(after).toEqual(before.map((length, i) => (i === 2 || i === 3 ? 10 * length : length)));
    expect(before[2]).toBe(before[3]);
    const wide = labels(drawn(withProjections((own) => ({ ...own, test: times(10, own.test) }))));
    expect(wide[0].replace("Training", "Test")).toBe(wide[1]);
    expect(wide[0]).not.toBe(labels(drawn(sampleResults()))[0]);
  });

  it("says whose templates are not drawn", () => {
    const close = withProjections((own, m) => (m === 0 ? { ...own, templates: [[0, 0], [0, 0.01], [0.01, 0]] } : own)); // prettier-ignore
    const far = withProjections((own) => ({ ...own, templates: [[-90, 0], [90, 0], [0, 90]] })); // prettier-ignore
    const wide = withProjections((own) => ({ ...own, templates: [[-1, -1], [1, -1], [0, 1]], train: [[own.classes[0], -2, -2], [own.classes[1], 2, 2]], test: [] })); // prettier-ignore
    expect(drawn(far).textContent).toContain("Templates of hard, smooth:0.1 and relax:0.1 are not drawn");
    expect(drawn(close).textContent).toMatch(/Templates of hard(,| and|) .*are not drawn/);
    expect(drawn(wide).textContent).not.toContain("are not drawn");
  });

  it("is undefined if no layer is recorded, and knows no length without measures", () => {
    expect(projectionFigures(sampleResults({ geometry: false }))).toBeUndefined();
    const results = sampleResults();
    const methods = results.methods.map((method) => ({
      ...method,
      trials: method.trials.map((trial) => ({ ...trial, geometry: null })),
    }));
    const document = drawn({ ...results, methods });
    expect([...document.querySelectorAll("svg")]).toHaveLength(6);
    expect([...document.querySelectorAll("svg")].map(({ textContent }) => textContent).join()).not.toContain("mean");
  });
});
