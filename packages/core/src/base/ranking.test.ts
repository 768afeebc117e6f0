// Rankings: ties, empty groups, refusals.
import { describe, expect, it } from "vitest";
import { forEachBlock, rankOutcomes, rankScores } from "./ranking.ts";
import type { Ranking } from "./ranking.ts";

/** Score, positives and negatives of each block. */
function blocksOf(ranking: Ranking): number[][] {
  const blocks: number[][] = [];
  forEachBlock(ranking, (positives, negatives, score) => blocks.push([score, positives, negatives]));
  return blocks;
}

describe("rankOutcomes", () => {
  it("puts equal scores into one block, the highest first", () => {
    const ranking = rankOutcomes("test", Float64Array.of(0.5, 2, -1, 2, 0.5, 2), Uint8Array.of(1, 0, 1, 1, 1, 1));
    expect(Array.from(ranking.score)).toEqual([2, 2, 2, 0.5, 0.5, -1]);
    expect(blocksOf(ranking)).toEqual([
      [2, 2, 1],
      [0.5, 2, 0],
      [-1, 1, 0],
    ]);
  });

  it("takes 0 and -0 to be equal", () => {
    expect(blocksOf(rankScores(Float64Array.of(0), Float64Array.of(-0)))).toHaveLength(1);
    expect(blocksOf(rankScores(Float64Array.of(-0), Float64Array.of(0)))).toHaveLength(1);
  });

  it("takes a group without examples", () => {
    expect(blocksOf(rankScores(new Float64Array(0), Float64Array.of(1, 2)))).toEqual([
      [2, 0, 1],
      [1, 0, 1],
    ]);
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
