// Tests of lists and counts as sentences have them.
import { expect, it } from "vitest";
import { counted, listed } from "./words.ts";

it("lists names as one says them", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]); // prettier-ignore
});

it("counts with commas, and one in the singular", () => {
  expect([counted(1, "seed"), counted(10_000, "test image"), counted(0, "seed")]).toEqual(["1 seed", "10,000 test images", "0 seeds"]); // prettier-ignore
});
