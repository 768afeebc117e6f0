// What names a trial: everything that its numbers depend on.
import { describe, expect, it } from "vitest";
import { resolveOptions } from "./fields.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";
import { trialHash, trialOf } from "./trial.ts";

describe("trialHash", () => {
  const trial = trialOf(resolveOptions({ runtime: "node" }), madeUpSources, "smooth:0.1", 1);

  it.each([
    { runtime: "onnxruntime-web" },
    { runtimeVersion: "1.0.1" },
    { provider: "wasm" },
    { threads: 2 },
    { seed: 2 },
    { method: "hard" },
    { fingerprint: "abd" },
  ])("differs with %o", (change) => {
    expect(trialHash({ ...trial, ...change })).not.toBe(trialHash(trial));
  });

  it("does not depend on simple models beside the network", () => {
    const without = trialOf(resolveOptions({ runtime: "node", baselines: false }), madeUpSources, "smooth:0.1", 1);
    expect(trialHash(without)).toBe(trialHash(trial));
  });

  it("does not depend on the order of the options", () => {
    const reversed = Object.fromEntries(Object.entries(trial).reverse()) as unknown as typeof trial;
    expect(trialHash(reversed)).toBe(trialHash(trial));
  });
});
