// What the command says before it trains.
import { describe, expect, it } from "vitest";
import { resolveOptions } from "@softlabel/experiment/internal";
import { announce } from "./announce.ts";
import { madeUpRecord } from "../../../../test/trialSources.ts";

const data = { name: "pets", title: "Pets", noun: "image", classes: ["cat", "dog", "owl", "yak"] };
const even = { classCounts: [30, 20, 20, 20], accuracyMetric: "accuracy" } as const;
const counts = { ...even, trainCount: 90, validationCount: 10, testCount: 50 };
const methods = ["smooth:0.2", "smooth:0.3,over=others", "relax:0.1"];

describe("announce", () => {
  it("states data, options and the effective target of one example per method", () => {
    const options = resolveOptions({ methods, seeds: 1, model: "linear" });
    const text = announce(madeUpRecord(options, { ...data, ...counts }));
    expect(text.trimEnd().split("\n")).toEqual([
      "Pets: 90 training, 10 validation and 50 test images, 4 classes.",
      "Model linear, adam:lr=0.001, batch size 64, 20 epochs, 1 seed per method.",
      "Target for a row labelled cat:",
      "  hard                    100 % cat, 0 % every other class",
      "  smooth:0.2              85 % cat, 5 % every other class",
      "  smooth:0.3,over=others  70 % cat, 10 % every other class",
      "  relax:0.1               at least 90 % cat; the model decides the rest",
    ]);
  });

  it("states how pixels are normalised", () => {
    const options = resolveOptions({ methods, normalise: "imagenet" });
    const text = announce(madeUpRecord(options, { ...data, ...counts }));
    expect(text).toContain("\nPixels: (v / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225] (imagenet).\n");
  });

  it("shows where a penalty really pulls a row", () => {
    const options = resolveOptions({ methods: ["maxsup", "smooth:0.1+penalty:0.05"] });
    const text = announce(madeUpRecord(options, { ...data, ...counts }));
    expect(text).toMatch(/ {2}maxsup +\d+(\.\d+)? % cat, \d+(\.\d+)? % every other class \(through its penalty\)\n/);
    expect(text).toMatch(/smooth:0\.1\+penalty:0\.05 .* \(through its penalty\)\n/);
  });

  it("says that a teacher has a say", () => {
    const options = resolveOptions({ methods: ["distill:T=2"] });
    const text = announce(madeUpRecord(options, { ...data, ...counts }));
    expect(text).toContain("distill:T=2  100 % cat, 0 % every other class, mixed with the teacher's probabilities\n");
  });

  it("says that nothing is held out", () => {
    const record = madeUpRecord(resolveOptions({ validation: 0 }), { ...data, ...counts, validationCount: 0 });
    expect(announce(record)).toContain("90 training and 50 test images");
  });
});
