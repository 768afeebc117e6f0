// Tests of the projection on templates: its plots, its scale, and where templates are drawn.
import { describe, expect, it } from "vitest";
import { nodeDocument } from "../nodeDocument.fixtures.ts";
import { writePlot } from "./draw.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";
import { barLength, showsTemplates, squareAround, templateProjection } from "./templateProjection.ts";

const three = {
  featureLength: 24.81,
  classes: [4, 0, 2],
  names: ["cat", "dog", "cow"],
  templates: [[-1, -1], [1, -1], [0, 1]], // prettier-ignore
  points: [[4, -2, -2], [4, -2, -1.5], [0, 2, -2], [2, 0, 3]], // prettier-ignore
};

it("draws every class in its shape, templates crossed", async () => {
  await expectSnapshot("templateProjection", templateProjection("Test rows", three, squareAround([three])));
});

it("draws two classes in lanes along their line", async () => {
  const { featureLength, ...unmeasured } = three;
  const two = { ...unmeasured, classes: [4, 0], templates: [[-1], [1]], points: [[4, -2], [4, -1.5], [0, 2]] }; // prettier-ignore
  await expectSnapshot("templateProjection-two", templateProjection("Test rows", two, squareAround([two])));
});

it("leaves out templates that would overlap", async () => {
  const close = { ...three, templates: [[-0.1, -0.1], [0.1, -0.1], [0, 0.1]] }; // prettier-ignore
  await expectSnapshot("templateProjection-close", templateProjection("Test rows", close, squareAround([close])));
});

describe("the square", () => {
  it("holds the points of all parts, whatever the templates", () => {
    const far = { ...three, templates: [[-100, 0], [100, 0], [0, 100]] }; // prettier-ignore
    const { x, y, half } = squareAround([far, { ...far, points: [[4, 8, 0]] }]);
    expect([x, y]).toEqual([3, 0.5]);
    expect(half).toBeCloseTo(5.3, 9);
  });

  it("holds the templates if there are no points", () => {
    expect(squareAround([{ ...three, points: [] }])).toMatchObject({ x: 0, y: 0, half: 1.06 });
  });
});

describe("templates", () => {
  // 242 pixels are 12.1 units, so that 20 pixels are one unit.
  const square = { x: 0, y: 0, half: 6.05 };

  it.each([
    ["apart", [[-1, 0], [1, 0], [0, 1]], true],
    ["just apart", [[0, 0], [1.0001, 0], [0, 4]], true],
    ["closer than an outline is wide", [[0, 0], [0.9999, 0], [0, 4]], false],
    ["outside the square", [[-1, 0], [1, 0], [0, 6.1]], false],
    ["on a line, apart", [[-1], [1]], true],
    ["on a line, close", [[0], [0.5]], false],
    ["on a line, outside", [[0], [7]], false],
  ])("%s", (_, templates, shown) => {
    expect(showsTemplates({ templates }, square)).toBe(shown);
  }); // prettier-ignore
});

describe("the scale bar", () => {
  it.each([
    [1, 0.5],
    [1.5, 1],
    [3, 2],
    [7.5, 5],
    [0.029, 0.01],
    [2000, 1000],
  ])("of a square of half-width %d is %d long", (half, length) => {
    expect(barLength({ x: 0, y: 0, half })).toBeCloseTo(length, 12);
  });

  it("is drawn as long as it says", () => {
    const markup = writePlot(templateProjection("Test rows", three, { x: 0, y: 0, half: 6.05 }), nodeDocument);
    const drawn = Number(/m0,7v4h([\d.]+)v-4/.exec(markup)![1]);
    expect(drawn).toBe((2 * 242) / 12.1);
    expect(markup).toMatch(/>2<\/text>/);
  });
});
