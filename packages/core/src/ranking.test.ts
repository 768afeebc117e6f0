// Rankings: ties, empty groups, refusals.
import { describe, expect, it } from "vitest";
import { rankOutcomes, rankScores } from "./ranking.ts";

describe("rankOutcomes", () => {
  it("puts equal scores into one block, the highest first", () => {
    const ranking = rankOutcomes("test", Float64Array.of(0.5, 2, -1, 2, 0.5, 2), Uint8Array.of(1, 0, 1, 1, 1, 1));
    expect(ranking.score).toEqual(Float64Array.of(2, 0.5, -1));
    expect(ranking.positives).toEqual(Float64Array.of(2, 2, 1));
    expect(ranking.negatives).toEqual(Float64Array.of(1, 0, 0));
  });

  it("takes 0 and -0 to be equal", () => {
    expect(rankScores(Float64Array.of(0), Float64Array.of(-0)).score).toHaveLength(1);
  });

  it("takes a group without examples", () => {
    expect(rankScores(new Float64Array(0), Float64Array.of(1, 2)).negatives).toEqual(Float64Array.of(1, 1));
  });

  it("leaves the scores as they are", () => {
    const scores = Float64Array.of(1, 3, 2);
    rankScores(scores, scores);
    expect(scores).toEqual(Float64Array.of(1, 3, 2));
  });

  it("refuses what cannot be ranked", () => {
    expect(() => rankOutcomes("test", Float64Array.of(0, NaN), Uint8Array.of(0, 1))).toThrow('"NaN in row 1"');
    expect(() => rankOutcomes("test", Float64Array.of(0, 1), Uint8Array.of(0, 2))).toThrow('"2 in row 1"');
    expect(() => rankOutcomes("test", Float64Array.of(0, 1), Uint8Array.of(0))).toThrow("2 outcomes");
    expect(() => rankOutcomes("test", new Float64Array(0), new Uint8Array(0))).toThrow("at least one score, got 0");
  });
});
