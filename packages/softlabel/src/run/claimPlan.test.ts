// The choice of claims, and what they need.
import { describe, expect, it } from "vitest";
import { claimTable, classesLeftOut, parseClaims, resolveOptions, studentMethod } from "@softlabel/experiment/internal";
import { planClaims } from "./runClaims.ts";

const classes = Array.from({ length: 10 }, (_, k) => String(k));
const trialFolder = (name: string): string => `run/trials/${name}`;
const options = resolveOptions({ methods: "smooth:0.1 relax:0.1", seeds: 3 });

describe("parseClaims", () => {
  it("takes all, or names in any order, each once", () => {
    expect(parseClaims(true)).toEqual(claimTable.map(({ id }) => id));
    expect(parseClaims(["noise", "ood", "noise"])).toEqual(["ood", "noise"]);
  });

  it("refuses a name that is none, and lists those that are", () => {
    expect(() => parseClaims(["nois"])).toThrow(/--claims: expected .*noise.* got "nois"/);
  });
});

describe("planClaims", () => {
  it("asks for no training where none is needed", () => {
    const { extras, runs } = planClaims(["accuracy", "nll"], { options, trialFolder, classes });
    expect([extras, runs]).toEqual([[], 0]);
  });

  it("names the extra experiments: one thing changed in each", () => {
    const { extras, runs, skipped } = planClaims(parseClaims(true), { options, trialFolder, classes });
    expect(extras.map(({ name }) => name)).toEqual([
      "left-out",
      "students-hard",
      "students-smooth_0.1",
      "students-relax_0.1",
      "noise-0.2",
      "noise-0.4",
    ]);
    expect(runs).toBe(3 * (3 + 3 * 2 + 2 * 3));
    expect(skipped).toEqual({});
    expect(extras[0].options).toEqual({ ...options, without: classesLeftOut(classes) });
    expect(extras[1].options.methods).toEqual([studentMethod(1), studentMethod(4)]);
    expect(extras[2].options.teacher).toMatch(/^run.trials.smooth_0\.1-s\*$/);
    expect(extras[5].options).toEqual({ ...options, noise: "symmetric:0.4" });
  });

  it("says why there are none", () => {
    const noisy = { ...options, noise: "pairs:0.1" };
    expect(planClaims(["noise"], { options: noisy, trialFolder, classes }).skipped.noise).toContain(
      "--noise pairs:0.1",
    );
    const two = planClaims(["ood"], { options, trialFolder, classes: ["a", "b"] });
    expect([two.extras, Object.keys(two.skipped)]).toEqual([[], ["left-out"]]);
    const less = planClaims(["ood"], { options: { ...options, without: ["a"] }, trialFolder, classes });
    expect(less.skipped["left-out"]).toContain("--without a");
  });

  it("trains methods that choose their parameter no further", () => {
    const arm = { ...options, methods: ["hard", "smooth:auto", "smooth:0.1"] };
    const { extras } = planClaims(["noise", "teacher"], { options: arm, trialFolder, classes });
    expect(extras.map(({ name }) => name)).toEqual(["students-hard", "students-smooth_0.1", "noise-0.2", "noise-0.4"]);
    expect(extras.at(-1)?.options.methods).toEqual(["hard", "smooth:0.1"]);
  });

  it("does not ask methods that have a teacher to teach, or to learn without its classes", () => {
    const taught = { ...options, methods: ["hard", "distill"], teacher: "model.onnx" };
    const { extras } = planClaims(["teacher", "ood"], { options: taught, trialFolder, classes });
    expect(extras.map(({ name }) => name)).toEqual(["left-out", "students-hard"]);
    expect(extras[0].options).not.toHaveProperty("teacher");
  });
});

describe("classesLeftOut", () => {
  it.each([
    [3, 1],
    [4, 2],
    [10, 2],
    [30, 6],
  ])("of %d classes leaves out %d, always the same", (count, expected) => {
    const names = Array.from({ length: count }, (_, k) => `class ${k}`);
    expect(classesLeftOut(names)).toHaveLength(expected);
    expect(classesLeftOut(names)).toEqual(classesLeftOut(names));
    expect(new Set(classesLeftOut(names)).size).toBe(expected);
  });
});
