// Sums where plain addition loses digits.
import { describe, expect, it } from "vitest";
import { CompensatedSum } from "./sum.ts";

/** The sum of numbers, one after another. */
function sumOf(values: readonly number[]): CompensatedSum {
  const sum = new CompensatedSum();
  values.forEach((value) => sum.add(value));
  return sum;
}

describe("CompensatedSum", () => {
  it("keeps what is small beside what is large, whichever comes first", () => {
    expect(sumOf([1, 1e100, 1, -1e100]).value).toBe(2);
    expect(sumOf([1e100, 1, -1e100, 1]).value).toBe(2);
  });

  it("comes to the same in parts", () => {
    const whole = sumOf([1e16, 1, 1, 1, -1e16]);
    const part = sumOf([1e16, 1, 1]);
    part.merge(sumOf([1, -1e16]));
    expect(part.value).toBe(3);
    expect(whole.value).toBe(3);
  });

  it("is infinite where the sum is", () => {
    expect(sumOf([Infinity, 1]).value).toBe(Infinity);
    expect(sumOf([-1.7e308, -1.7e308, 1]).value).toBe(-Infinity);
  });

  it("adds up a million tenths", () => {
    expect(sumOf(new Array<number>(1e6).fill(0.1)).value).toBe(1e5);
  });
});
