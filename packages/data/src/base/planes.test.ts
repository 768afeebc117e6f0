// Planes and pixels are each other's inverse.
import { expect, it } from "vitest";
import { fromPlanes, toPlanes } from "./planes.ts";

it("part the channels and join them again", () => {
  const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
  expect(Array.from(toPlanes(pixels, 3))).toEqual([1, 4, 2, 5, 3, 6]);
  expect(fromPlanes(toPlanes(pixels, 3), 3)).toEqual(pixels);
  expect(toPlanes(pixels, 1)).toBe(pixels);
});
