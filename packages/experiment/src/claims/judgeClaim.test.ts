// Every claim in every outcome, from evidence made for it; what its sentence says.
import { describe, expect, it } from "vitest";
import type { ClaimResult } from "../results/results.ts";
import { claimTable } from "./claimTable.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceWith } from "./evidence.fixtures.ts";
import { judgeClaim } from "./judgeClaim.ts";

function judged(id: string, evidence: Evidence): ClaimResult {
  return judgeClaim(
    claimTable.find((row) => row.id === id)!,
    evidence,
    "smooth:0.1",
  );
}

const outcomesOf = (evidence: Evidence): Record<string, string> =>
  Object.fromEntries(claimTable.map(({ id }) => [id, judged(id, evidence).outcome]));

const all = (outcome: string): Record<string, string> => Object.fromEntries(claimTable.map(({ id }) => [id, outcome]));

describe("judgeClaim", () => {
  it("finds every claim to hold where every number is as it says", () => {
    expect(outcomesOf(evidenceWith(1))).toEqual(all("holds"));
  });

  it("finds none to hold where every number is the other way round", () => {
    expect(outcomesOf(evidenceWith(-1))).toEqual(all("does not hold"));
  });

  it("cannot tell where there is chance alone, but that sameness holds", () => {
    expect(outcomesOf(evidenceWith(0))).toEqual({ ...all("cannot tell"), accuracy: "holds", scaling: "holds" });
  });

  it("decides nothing from one number per run with one seed", () => {
    const outcomes = outcomesOf(evidenceWith(1, 1));
    for (const id of ["gap", "clusters", "collapse", "errors", "ood"]) expect(outcomes[id]).toBe("cannot tell");
    expect(new Set(Object.values(outcomes))).toEqual(new Set(["cannot tell"]));
    expect(judged("errors", evidenceWith(1, 1)).sentence).toContain("(one seed: no interval)");
    expect(judged("nll", evidenceWith(1, 1)).sentence).toMatch(
      /^One training run each: .*without seed-to-seed variation/,
    );
  });

  it("checks nothing without records, and says why", () => {
    const empty = {
      ...evidenceWith(1),
      main: new Map(),
      extras: new Map(),
      skipped: { noise: "they are wrong already" },
    };
    expect(outcomesOf(empty)).toEqual(all("not checked"));
    expect(judged("noise", empty)).toMatchObject({ sentence: "They are wrong already.", measured: {} });
    expect(judged("gap", empty).sentence).toBe("The records lack what it needs.");
    expect(judged("teacher", empty).sentence).toBe("It needs additional runs.");
  });

  it("does not call a claim of two parts true where one was not measured", () => {
    const { outcome, sentence } = judged("transfer", { ...evidenceWith(1), main: new Map() });
    expect(outcome).toBe("cannot tell");
    expect(sentence).toContain("class separation R² on training rows was not recorded");
    expect(judged("transfer", { ...evidenceWith(-1), main: new Map() }).outcome).toBe("does not hold");
  });

  it("says both numbers, their difference and its interval, and holds them by name", () => {
    const { sentence, measured } = judged("nll", evidenceWith(1));
    expect(sentence).toMatch(
      /^5 seeds: log loss is 0\.520 nats, with hard 0\.500 nats: 0\.020 nats more \(95 % interval 0\.0\d\d to 0\.0\d\d\); log loss after/,
    );
    expect(measured.nllDifference).toBeCloseTo(0.02, 3);
    expect(Object.keys(measured)).toContain("nllScaledBaseline");
    expect(measured.nllLow).toBeLessThan(measured.nllHigh!);
  });

  it.each(claimTable.map(({ id }) => id))("words %s without a gap", (id) => {
    for (const effect of [1, 0, -1]) {
      const { sentence } = judged(id, evidenceWith(effect, 3));
      expect(sentence).toMatch(/^Quick look, 3 seeds: .*\.$/);
      expect(sentence).not.toMatch(/undefined|NaN|null| {2}|Infinity|-0\.0+ /);
    }
  });
});
