// Tests of the projection on templates against its snapshots: three classes on a plane, two on a line.
import { expect, it } from "vitest";
import { expectSnapshot } from "./snapshot.cases.ts";
import { squareAround, templateProjection } from "./templateProjection.ts";

const three = {
  classes: [4, 0, 2],
  names: ["cat", "dog", "cow"],
  templates: [[-1, -1], [1, -1], [0, 1]], // prettier-ignore
  points: [[4, -2, -2], [4, -2, -1.5], [0, 2, -2], [2, 0, 3]], // prettier-ignore
};

it("draws every class in its shape, templates crossed", async () => {
  await expectSnapshot("templateProjection", templateProjection("Test rows", three, squareAround([three])));
});

it("draws two classes in lanes along their line", async () => {
  const two = { ...three, classes: [4, 0], templates: [[-1], [1]], points: [[4, -2], [4, -1.5], [0, 2]] }; // prettier-ignore
  await expectSnapshot("templateProjection-two", templateProjection("Test rows", two, squareAround([two])));
});

it("shows a square that holds all parts", () => {
  const { x, y, half } = squareAround([three, { ...three, points: [[4, 8, 0]] }]);
  expect([x, y]).toEqual([3, 0.5]);
  expect(half).toBeCloseTo(5.3, 9);
});
