// The figures under each reliability diagram against the scores that they are means of.
import { mean } from "@softlabel/core/internal";
import type { TestScores } from "@softlabel/experiment/internal";
import { expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { markupText } from "../nodeDocument.fixtures.ts";
import { calibrationSection } from "./calibration.ts";

const results = sampleResults({ methods: ["hard", "smooth:0.1"], seeds: 3 });

it("shows ECE, noise floor, gap and temperature of each method, as trained and scaled", () => {
  const text = markupText(calibrationSection(results)).replace(/\s+/g, " ");
  const captions = [...text.matchAll(/<figcaption class="figures"><span>(.*?)<\/span> <span>(.*?)<\/span>/g)];
  const percent = (values: readonly number[]): string => (100 * mean(values)).toFixed(1).replace("-", "−");
  const expected = results.methods.flatMap(({ trials }) =>
    [trials.map(({ test }) => test), trials.map(({ testScaled }) => testScaled!)].map(
      (scores: readonly TestScores[]) => {
        const gap = percent(scores.map(({ signedGap }) => signedGap));
        const signed = Number(gap) > 0 ? `+${gap}` : gap;
        const floor = percent(scores.map(({ eceNoiseFloor }) => eceNoiseFloor.p95));
        return [`ECE ${percent(scores.map(({ ece }) => ece))} %, noise floor ${floor} %`, `gap ${signed} %`];
      },
    ),
  );
  expect(captions.map(([, first, second]) => [first, second.split(", T = ")[0]])).toEqual(expected);
  const temperatures = captions.map(([, , second]) => Number.parseFloat(second.split(", T = ")[1]));
  const fitted = results.methods.flatMap(({ trials }) => [1, mean(trials.map(({ temperature }) => temperature!))]);
  temperatures.forEach((value, i) => expect(value).toBeCloseTo(fitted[i], 2));
});
