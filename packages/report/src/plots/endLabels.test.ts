// Tests that names at the ends of lines keep their order and their distance.
import { describe, expect, it } from "vitest";
import { spread } from "./endLabels.ts";

describe("spread", () => {
  it("leaves labels alone that are far enough apart", () => {
    expect(spread([50, 10, 90], 12, 100)).toEqual([50, 10, 90]);
  });

  it("moves neighbours apart around their middle", () => {
    expect(spread([50, 50], 12, 100)).toEqual([44, 56]);
    expect(spread([51, 50, 49], 12, 100)).toEqual([62, 50, 38]);
  });

  it("makes one pile of piles that touch, and keeps it inside", () => {
    const moved = spread([97, 98, 99, 70], 12, 100);
    expect(moved).toEqual([76, 88, 100, 64]);
    expect(spread([1, 2], 12, 100)).toEqual([0, 12]);
  });
});
