// Methods read from text: values, round trips, and what every wrong text is answered.
import { describe, expect, it } from "vitest";
import { UsageError } from "../base/check.ts";
import { formatDefaults, withDefaults } from "../base/parameters.ts";
import { oneHot } from "../targets/oneHot.ts";
import { parseMethod } from "./method.ts";
import type { Progress } from "./methodDefinition.ts";
import { methodLoss } from "./methodLoss.ts";
import { methodTable } from "./methodTable.ts";

const labels = new Int32Array([1, 0]);

function expectClose(got: Float64Array, expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => expect(value, `element ${i}`).toBeCloseTo(expected[i], 14));
}

describe("parseMethod", () => {
  it.each([
    ["label_smoothing:0.1", "smooth:0.1"],
    ["labelSmoothing:alpha=0.2", "smooth:0.2"],
    ["LabelSmoothing", "smooth:0.1"],
    ["LabelSmoothingCrossEntropy:0.1", "smooth:0.1"],
    ["ls:0.1", "smooth:0.1"],
    [" LSR : 0.3 ", "smooth:0.3"],
    ["smooth_labels:0.1,over=others", "smooth:0.1,over=others"],
    ["label_smoothed_cross_entropy:0.1", "smooth:0.1,over=others"],
    ["label_smoothed_cross_entropy:0.1,over=all", "smooth:0.1"],
    ["CrossEntropyLoss", "hard"],
    ["ce", "hard"],
    ["Relax:0.1", "relax:0.1"],
    ["label_relaxation:0.2", "relax:0.2"],
    ["FocalLoss:3", "focal:3"],
    ["knowledge_distillation:T=2", "distill:T=2"],
    ["flsd53", "flsd-53"],
    ["zloss:0.5", "z-loss:0.5"],
    ["label_smoothing:0.1+confidence_penalty:0.05", "smooth:0.1+penalty:0.05"],
  ])("reads %j, as others write it, as %s", (text, canonical) => {
    expect(String(parseMethod(text))).toBe(canonical);
    expect(String(parseMethod(canonical))).toBe(canonical);
  });

  it("knows no name of two methods", () => {
    const plain = (text: string): string =>
      text
        .split(":")[0]
        .toLowerCase()
        .replace(/[^a-z0-9]/g, "");
    const names = methodTable.flatMap(({ name, aliases = [] }) => [name, ...aliases].map(plain));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it.each([
    ["hard", "hard", {}],
    ["smooth", "smooth:0.1", { alpha: 0.1, over: "all" }],
    ["smooth:.25", "smooth:0.25", { alpha: 0.25, over: "all" }],
    ["smooth:0.1,over=others", "smooth:0.1,over=others", { alpha: 0.1, over: "others" }],
    ["smooth:over=others,alpha=1e-3", "smooth:0.001,over=others", { alpha: 0.001, over: "others" }],
    [" smooth : 0.1 , over = all ", "smooth:0.1", { alpha: 0.1, over: "all" }],
    ["relax", "relax:0.1", { alpha: 0.1 }],
    [
      "smooth:0.1+penalty:0.05",
      "smooth:0.1+penalty:0.05",
      { alpha: 0.1, over: "all", "penalty.beta": 0.05, "penalty.hinge": "off" },
    ],
    ["poly:1e+1 + z-loss", "poly:10+z-loss:0.0001", { epsilon: 10, "z-loss.lambda": 1e-4 }],
    ["prior:0.1,frequencies=2/1/1", "prior:0.1,frequencies=2/1/1", { alpha: 0.1, frequencies: [2, 1, 1] }],
    ["relax:alpha=0", "relax:0", { alpha: 0 }],
    ["distill", "distill", { T: 4, mix: 0.9 }],
    ["distill:mix=0.5,T=2", "distill:T=2,mix=0.5", { T: 2, mix: 0.5 }],
  ])("reads %j as %s", (text, canonical, parameters) => {
    const method = parseMethod(text);
    expect(method.toString()).toBe(canonical);
    expect(method.parameters).toEqual(parameters);
    expect(method.name).toBe(canonical.replace(/:[^+]*/g, ""));
    expect(parseMethod(canonical)).toMatchObject({ name: method.name, parameters });
    expect(String(parseMethod(canonical))).toBe(canonical);
  });

  it("gives the loss its targets", () => {
    expectClose(parseMethod("hard").targets(labels, 2), [0, 1, 1, 0]);
    expectClose(parseMethod("smooth:0.2").targets(labels, 2), [0.1, 0.9, 0.9, 0.1]);
    expectClose(parseMethod("smooth:0.2,over=others").targets(labels, 2), [0.2, 0.8, 0.8, 0.2]);
    expectClose(parseMethod("relax:0.2").targets(labels, 2), [0, 1, 1, 0]);
  });

  it.each(["prior:0.1", "similarity:0.1"])("%s takes very many classes", (text) => {
    const classes = 128_000;
    const rows = parseMethod(text).targets(new Int32Array([3]), classes);
    expect([rows[3], rows[4]]).toEqual([expect.closeTo(0.9, 5), expect.closeTo(0.1 / classes, 9)]);
  });

  it("shows the target that each method really pulls to", () => {
    expectClose(parseMethod("hard").effectiveTarget(2, 3), [0, 0, 1]);
    expectClose(parseMethod("smooth:0.3").effectiveTarget(2, 3), [0.1, 0.1, 0.8]);
    expectClose(parseMethod("relax:0.3").effectiveTarget(2, 3), [0.15, 0.15, 0.7]);
  });

  it("names the loss of each", () => {
    const losses = ["hard", "smooth:0.1", "relax:0.1"].map((text) => parseMethod(text).loss.name);
    expect(losses).toEqual(["crossEntropy", "crossEntropy", "labelRelaxation"]);
  });

  it("smooths by nothing into hard targets", () => {
    for (const text of ["smooth:0", "smooth:0,over=others"])
      expect(parseMethod(text).targets(labels, 3)).toEqual(oneHot(labels, 3));
  });

  it.each([
    ["", 'method "": expected the name to be one of '],
    ["smoth:0.1", 'method "smoth:0.1": expected the name to be one of smooth, '],
    ["label_smothing:0.1", "expected the name to be one of smooth, "],
    ["label_smoothing:2", "expected alpha to be a number from 0 to 1, got 2; write it as in smooth:0.1"],
    [
      "smooth:1.5",
      'method "smooth:1.5": expected alpha to be a number from 0 to 1, got 1.5; write it as in smooth:0.1',
    ],
    ["smooth:abc", 'expected alpha to be a number from 0 to 1, got "abc"; write it as in smooth:0.1'],
    ["smooth:10%", 'expected alpha to be a number from 0 to 1, got "10%"'],
    ["smooth:0x1", 'expected alpha to be a number from 0 to 1, got "0x1"'],
    ["smooth:", 'expected alpha to be a number from 0 to 1, got ""'],
    ["smooth:0.1,ovr=others", 'expected a parameter to be one of over, alpha, got "ovr"'],
    ["smooth:0.1,over=other", 'expected over to be one of others, all, got "other"'],
    ["smooth:0.1,others", 'expected every parameter after the first as name=value, got "others"'],
    ["smooth:0.1,alpha=0.2", 'expected alpha once, got "0.1,alpha=0.2"'],
    ["smooth:alpha=0.1=0.2", 'expected alpha to be a number from 0 to 1, got "0.1=0.2"'],
    ["hard:0.1", 'method "hard:0.1": expected no parameters, got "0.1"; write it as in hard'],
    ["smooth+hard", 'method "smooth+hard": expected one loss, then only penalties (penalty, margin, maxsup, '],
    ["penalty+smooth", 'z-loss), got "smooth"'],
    ["maxsup:from=0,to=0+maxsup", 'expected every penalty once, got "maxsup"; add its weights up'],
    ["hard+penalty:0.1+z-loss+penalty:0.5", 'expected every penalty once, got "penalty"'],
    ["prior:0.1,frequencies=0/0", "prior: expected numbers with a sum above 0, got 0"],
    ["similarity:0.1,matrix=0/1/0/0", "similarity: expected numbers with a sum above 0, got 0"],
    ["similarity:0.1,matrix=0/1/1", "similarity: expected a square number of similarities, got 3; give each class as"],
    ["smooth:0.1+", 'got "0.1+"'],
    ["relax:1", "expected alpha to be"],
    ["relax:-0.1", "got -0.1; write it as in relax:0.1"],
  ])("refuses %j", (text, message) => {
    expect(() => parseMethod(text)).toThrow(UsageError);
    expect(() => parseMethod(text)).toThrow(message);
  });
});

describe("methods that change while training", () => {
  it("warm up with hard targets before negative smoothing", () => {
    const method = parseMethod("negative:-0.3,warmup=2");
    const at = (epoch: number) => method.targetsAt?.({ epoch, epochs: 5 }, labels, 2);
    expect(at(2)).toEqual(oneHot(labels, 2));
    expect(at(3)).toEqual(method.targets(labels, 2));
    expectClose(method.targets(labels, 2), [-0.15, 1.15, 1.15, -0.15]);
  });

  it("do so as a loss of arrays too, which is told the epoch", () => {
    const logits = new Float64Array([1, 0, -1]);
    const valueOf = (text: string, progress?: Progress) =>
      methodLoss(text, progress && { progress }).evaluate(logits, new Int32Array([0]), [1, 3]).value;
    const at = (epoch: number) => valueOf("negative:-0.4,warmup=5", { epoch, epochs: 10 });
    expect([at(1), at(5)]).toEqual([valueOf("hard"), valueOf("hard")]);
    const after = valueOf("negative:-0.4,warmup=0");
    expect([at(6), valueOf("negative:-0.4,warmup=5")]).toEqual([after, after]);
  });

  it("raise max suppression from its first value to its last", () => {
    const method = parseMethod("smooth:0.1+maxsup:from=0.1,to=0.2");
    const [name] = method.loss.coefficients ?? [];
    const at = (epoch: number, epochs: number) => method.coefficients?.({ epoch, epochs })[name];
    expect([at(1, 11), at(11, 11), at(1, 1)]).toEqual([0.1, 0.2, 0.2]);
    expect(at(6, 11)).toBeCloseTo(0.15, 15);
  });

  it("learn their targets, evenly spread at first", () => {
    const method = parseMethod("online:0.4");
    expectClose(method.memory!(2).rows(), Array.from(method.targets(new Int32Array([0, 1]), 2)));
  });

  it("are those alone that say so", () => {
    const { targetsAt, softenAt, memory, coefficients } = parseMethod("smooth:0.1+penalty:0.05");
    expect([targetsAt, softenAt, memory, coefficients]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("methodTable", () => {
  it.each(methodTable.map((method) => [method.name, method] as const))("%s says what it is", (_, method) => {
    expect(method.summary).not.toBe("");
    expect(method.paper).not.toBe("");
    expect(method.formula).toMatch(/^[LR] = .*; d[LR]\/dz(_k)? = /);
    expect(new Set(method.parameters.map(({ name }) => name)).size).toBe(method.parameters.length);
    for (const { help } of method.parameters) expect(help).not.toBe("");
  });

  it.each(methodTable)("$name has defaults that its own ranges allow", (method) => {
    expect(parseMethod(formatDefaults(method)).parameters).toEqual(withDefaults({}, method.parameters));
  });

  const ranged = methodTable.flatMap(({ name, parameters }) =>
    parameters.flatMap(({ name: parameter, range }) => (range === undefined ? [] : [{ name, parameter, range }])),
  );
  it.each(ranged)("$name refuses what is outside $parameter's range", ({ name, parameter, range }) => {
    for (const value of [range.from - 1, range.to + 1].filter(Number.isFinite))
      expect(() => parseMethod(`${name}:${parameter}=${value}`)).toThrow(`expected ${parameter} to be`);
  });
});
