// Distributions against SciPy and closed forms.
import { describe, expect, it } from "vitest";
import { normalCdf, normalQuantile } from "./distributions/normal.ts";
import { studentCdf, studentQuantile } from "./distributions/studentT.ts";

/** Expects `value` to equal `expected` to twelve digits. */
function expectDigits(value: number, expected: number): void {
  expect(Math.abs(value / expected - 1)).toBeLessThan(1e-11);
}

// Reference values: SciPy 1.17.1, stats.t and stats.norm.
describe("Student's t distribution", () => {
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 4, 2.7764451051977934],
    [0.975, 9, 2.262157162798205],
    [0.975, 30, 2.0422724563012378],
    [0.975, 7.3, 2.345066736547703],
    [0.8, 4, 0.9409645772351816],
    [0.999, 3, 10.214531852407383],
    [0.01, 5, -3.364929998907218],
    [0.975, 500, 1.9647198374673676],
    [0.975, 3000, 1.960755055322458],
    [0.001, 12345.6, -3.090892600066513],
  ])("has the quantile of %d at %d degrees of freedom", (p, degrees, expected) => {
    expectDigits(studentQuantile(p, degrees), expected);
  });

  it("has closed forms at one and two degrees of freedom", () => {
    for (const t of [-40, -3, -0.5, 0.01, 1, 2.5, 100]) {
      expectDigits(studentCdf(t, 1), 0.5 + Math.atan(t) / Math.PI);
      expect(studentCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 13);
    }
  });

  it.each([0.3, 1.5, 4, 39.9, 40.1, 1e3, 1e6, 1e9])("inverts itself at %d degrees of freedom", (degrees) => {
    for (const p of [1e-9, 0.025, 0.3, 0.5, 0.8, 0.999])
      expectDigits(studentCdf(studentQuantile(p, degrees), degrees), p);
  });

  it("becomes the normal distribution", () => {
    expect(studentQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
    expect(studentQuantile(0.975, 1e12)).toBeCloseTo(normalQuantile(0.975), 10);
  });

  it("is symmetric and takes the ends", () => {
    expect(studentCdf(0, 3)).toBe(0.5);
    expect(studentCdf(-2, 3) + studentCdf(2, 3)).toBeCloseTo(1, 15);
    expect([studentCdf(-Infinity, 3), studentCdf(Infinity, 3)]).toEqual([0, 1]);
    expect([studentQuantile(0, 3), studentQuantile(0.5, 3), studentQuantile(1, 3)]).toEqual([-Infinity, 0, Infinity]);
  });

  it("refuses what is not a number and no degrees of freedom", () => {
    expect(() => studentCdf(NaN, 3)).toThrow("studentCdf: expected a number");
    expect(() => studentCdf(1, 0)).toThrow("degrees of freedom above 0, got 0");
    expect(() => studentQuantile(1.2, 3)).toThrow("the probability to be a number from 0 to 1, got 1.2");
  });
});

describe("the normal distribution", () => {
  it.each([
    [-20, 2.7536241186061556e-89],
    [-8, 6.22096057427174e-16],
    [-3.01, 0.0013062384487694675],
    [-2.99, 0.0013948872354922468],
    [-1, 0.15865525393145707],
    [0.5, 0.6914624612740131],
    [5, 0.9999997133484281],
  ])("has the cdf at %d", (x, expected) => {
    expectDigits(normalCdf(x), expected);
  });

  it.each([
    [1e-10, -6.361340902404056],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.8, 0.8416212335729143],
    [0.999999, 4.753424308817087],
  ])("has the quantile of %d", (p, expected) => {
    expectDigits(normalQuantile(p), expected);
  });

  it("takes the ends", () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect(() => normalCdf(NaN)).toThrow("normalCdf");
  });
});
