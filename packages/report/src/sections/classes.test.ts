// The section of classes shows each class's own rows and scores, and their means, under their own names.
import { expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import type { ClassScores, Results } from "@softlabel/experiment/internal";
import { markupText } from "../nodeDocument.fixtures.ts";
import { classSection } from "./classes.ts";

const classScores: ClassScores = {
  counts: [41, 7],
  recall: { byClass: [0.911, 0.122], mean: 0.5165 },
  precision: { byClass: [0.833, 0.244], mean: 0.5385 },
  averagePrecision: { byClass: [0.755, 0.366], mean: 0.5605 },
};

function sample(): Results {
  const results = sampleResults({ methods: ["hard"], classes: ["plenty", "few"], seeds: 1, uneven: true });
  const methods = results.methods.map((method) => ({
    ...method,
    trials: method.trials.map((trial) => ({ ...trial, classScores })),
  }));
  return { ...results, data: { ...results.data, classCounts: [205, 35] }, methods };
}

/** The cells of the tables, row by row. */
const rowsOf = (html: string): string[] =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    row
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );

it("gives every class its rows and scores", () => {
  const rows = rowsOf(markupText(classSection(sample())));
  const plenty = rows.find((row) => row.startsWith("plenty"));
  const few = rows.find((row) => row.startsWith("few"));
  expect(plenty).toMatch(/^plenty 205 training, 41 test rows 91\.1 83\.3 75\.5$/);
  expect(few).toMatch(/^few 35 training, 7 test rows 12\.2 24\.4 36\.6$/);
  expect(rows.find((row) => row.startsWith("Mean PR-AUC, %"))).toMatch(/ 56\.[01]$/);
});
