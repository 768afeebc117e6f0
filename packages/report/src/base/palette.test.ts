// Tests that every method can be seen on its paper and told from every other, whatever colours the reader sees.
import { describe, expect, it } from "vitest";
import {
  darkClassColours,
  darkColours,
  darkPaper,
  declareColours,
  lightClassColours,
  lightColours,
  lightPaper,
  methodColour,
} from "./palette.ts";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Red, green and blue in linear light. */
function linear(hex: string): Triple {
  const channel = (start: number): number => {
    const value = parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple): number => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** WCAG's contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => times([[0.2126, 0.7152, 0.0722], [0, 0, 0], [0, 0, 0]], linear(hex))[0]; // prettier-ignore
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** What people without one kind of cone see, in linear light (Machado, Oliveira and Fernandes 2009, severity 1). */
const visions: Readonly<Record<string, Matrix>> = {
  trichromacy: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], // prettier-ignore
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]], // prettier-ignore
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]], // prettier-ignore
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]], // prettier-ignore
};

/** Björn Ottosson's OKLab, in which equal distances look about equal. */
function oklab(rgb: Triple): Triple {
  const cones = times(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], // prettier-ignore
    rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple,
  ).map(Math.cbrt) as unknown as Triple;
  return times(
    [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], // prettier-ignore
    cones,
  );
}

describe.each([
  ["light palette", lightColours, lightPaper],
  ["dark palette", darkColours, darkPaper],
  ["light palette of classes", lightClassColours, lightPaper],
  ["dark palette of classes", darkClassColours, darkPaper],
] as const)("the %s", (_, colours, paper) => {
  it.each(colours)("shows %s with a contrast of at least 3 to 1", (colour) => {
    expect(contrast(colour, paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(visions))("keeps all pairs apart under %s", (vision) => {
    const seen = colours.map((colour) => oklab(times(visions[vision], linear(colour))));
    const distances = seen.flatMap((a, i) =>
      seen.slice(0, i).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    );
    expect(Math.min(...distances)).toBeGreaterThan(0.06);
  });
});

it("names every colour it declares, and begins again after the last", () => {
  expect(declareColours(lightColours, "method")).toContain("--method-7: #");
  expect(methodColour(7)).toBe("var(--method-7)");
  expect(methodColour(8)).toBe("var(--method-0)");
});
