// Schedules at points where PyTorch's formulas give known factors.
import { describe, expect, it } from "vitest";
import { parseSchedule } from "./schedules.ts";

const timeline = { steps: 100, stepsPerEpoch: 10 };
const factors = (text: string, steps: readonly number[]) => {
  const schedule = parseSchedule(text);
  return steps.map((step) => schedule.factor(step, timeline));
};

describe("schedules", () => {
  it.each([
    ["constant", [0, 50, 99], [1, 1, 1]],
    ["step:every=3,factor=0.5", [0, 29, 30, 60, 99], [1, 1, 0.5, 0.25, 0.125]],
    ["cosine", [0, 25, 50, 75, 100], [1, (1 + Math.SQRT1_2) / 2, 0.5, (1 - Math.SQRT1_2) / 2, 0]],
    ["cosine:floor=0.2", [0, 50, 100], [1, 0.6, 0.2]],
    // OneCycleLR rises over steps 0 … 29 and falls over 29 … 99.
    ["one-cycle", [0, 14.5, 29, 64, 99], [0.04, 0.52, 1, (1 + 4e-6) / 2, 4e-6]],
  ])("%s", (text, steps, expected) => {
    factors(text, steps).forEach((factor, i) => expect(factor).toBeCloseTo(expected[i], 12));
  });

  it.each([
    ["one-cycle", [0.04, 0.1087085554, 0.4423446417, 0.9971862194, 0.997987155, 0.5892800903, 0.002016845, 4e-6]],
    [
      "cosine:0.2",
      [1, 0.9950753362, 0.9671018503, 0.8549695959, 0.8248333511, 0.4763932023, 0.2017752142, 0.2001973759],
    ],
  ])("%s gives what PyTorch's OneCycleLR and CosineAnnealingLR give over 100 steps", (text, expected) => {
    factors(text, [0, 5, 13, 28, 31, 60, 97, 99]).forEach((factor, i) => expect(factor).toBeCloseTo(expected[i], 9));
  });

  it("warms up in equal parts and then follows its own course", () => {
    expect(factors("constant:warmup=3", [0, 1, 2, 3, 4])).toEqual([0.25, 0.5, 0.75, 1, 1]);
    const [last, first, middle] = factors("cosine:warmup=20", [19, 20, 60]);
    expect(last).toBeCloseTo(20 / 21, 12);
    expect(first).toBe(1);
    expect(middle).toBeCloseTo(0.5, 12);
  });

  it("stays finite for runs shorter than the warm-up or of a single step", () => {
    for (const name of ["constant", "step", "cosine", "one-cycle"]) {
      const schedule = parseSchedule(`${name}:warmup=500`);
      for (const step of [0, 1, 5])
        expect(schedule.factor(step, { steps: 1, stepsPerEpoch: 1 })).toBeLessThanOrEqual(1);
    }
  });

  it("has a canonical text", () => {
    expect(parseSchedule("cosine:warmup=100,floor=0").toString()).toBe("cosine:warmup=100");
    expect(parseSchedule("constant").toString()).toBe("constant");
    expect(parseSchedule("step:5").parameters.every).toBe(5);
  });

  it.each([
    ["cosin", 'schedule "cosin": expected the name to be one of cosine, '],
    [
      "cosine:warmup=0.5",
      "expected warmup to be a whole number of at least 0, got 0.5; write it as in cosine:floor=0,",
    ],
    ["cosine:2", "expected floor to be a number from 0 to 1, got 2"],
  ])("refuses %s", (text, message) => {
    expect(() => parseSchedule(text)).toThrow(message);
  });
});
