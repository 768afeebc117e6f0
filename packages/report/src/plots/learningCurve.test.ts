// Tests of learning curves against their snapshots: several epochs, and one.
import { expect, it } from "vitest";
import { decimal } from "../base/format.ts";
import { learningCurve, type Course } from "./learningCurve.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

function course(method: string, seed: number, epochs: number): Course {
  const points = Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1, value: (1 + seed / 10) / (i + 1) }));
  return { method, colour: `var(--method-${method.length % 2})`, seed, points };
}

const courses = (epochs: number): Course[] => [course("hard", 1, epochs), course("hard", 2, epochs), course("smooth", 1, epochs)]; // prettier-ignore

it("draws seeds thin, means thick, and names at the ends", async () => {
  await expectSnapshot("learningCurve", learningCurve("Loss", courses(3), decimal));
});

it("draws one epoch as dots", async () => {
  await expectSnapshot("learningCurve-one", learningCurve("Loss", courses(1), decimal));
});

it("bounds the rows of its table, with the first epoch and the last", () => {
  const { rows } = learningCurve("Loss", courses(1000), decimal).table;
  expect(rows).toHaveLength(20);
  expect([rows[0][0], rows[19][0]]).toEqual(["1", "1,000"]);
});

it("marks the epochs that early stopping kept, and draws means where all seeds have a value", async () => {
  const stopped = [
    { ...course("hard", 1, 4), kept: 2 },
    { ...course("hard", 2, 3), kept: 3 },
  ];
  const plot = learningCurve("Loss", stopped, decimal);
  expect(plot.table.rows.map(([epoch]) => epoch)).toEqual(["1", "2", "3"]);
  await expectSnapshot("learningCurve-kept", plot);
});
