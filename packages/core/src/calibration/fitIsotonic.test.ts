// Isotonic calibration: the map it fits and what applying it does.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { corpDecomposition } from "./corpDecomposition.ts";
import { calibrateConfidence, fitIsotonic } from "./fitIsotonic.ts";

/** Confidences, right with a chance of their square: over-confident. */
function drawn(n: number, seed: string): [Float64Array, Uint8Array] {
  const random = createRandom(seed);
  const confidence = Float64Array.from({ length: n }, () => random.uniform());
  return [confidence, Uint8Array.from(confidence, (c) => (random.uniform() < c * c ? 1 : 0))];
}

describe("fitIsotonic", () => {
  it("finds the chance of being right", () => {
    const fit = fitIsotonic(...drawn(20000, "fit"));
    const at = Float64Array.of(0.1, 0.3, 0.5, 0.7, 0.9);
    calibrateConfidence(fit, at).forEach((value, i) => expect(Math.abs(value - at[i] ** 2)).toBeLessThan(0.05));
  });

  it("leaves no miscalibration on the data it was fitted on, and little on others", () => {
    const [confidence, correct] = drawn(2000, "fit");
    const [newConfidence, newCorrect] = drawn(2000, "new");
    const fit = fitIsotonic(confidence, correct);
    const own = corpDecomposition(calibrateConfidence(fit, confidence), correct);
    expect(own.miscalibration).toBeCloseTo(0, 12);
    const before = corpDecomposition(newConfidence, newCorrect).miscalibration;
    const after = corpDecomposition(calibrateConfidence(fit, newConfidence), newCorrect).miscalibration;
    expect(after).toBeLessThan(before / 3);
  });

  it("never falls, and is level beyond the ends", () => {
    const fit = fitIsotonic(...drawn(300, "fit"));
    const line = calibrateConfidence(
      fit,
      Float64Array.from({ length: 1001 }, (_, i) => i / 1000),
    );
    expect(line).toEqual(line.slice().sort());
    expect(line[0]).toBe(fit.calibrated[0]);
    expect(line[1000]).toBe(fit.calibrated.at(-1));
  });

  it("takes a single example", () => {
    const fit = fitIsotonic(Float64Array.of(0.7), Uint8Array.of(1));
    expect(Array.from(calibrateConfidence(fit, Float64Array.of(0, 0.7, 1)))).toEqual([1, 1, 1]);
  });

  it("refuses what is not a confidence", () => {
    const fit = fitIsotonic(Float64Array.of(0.7), Uint8Array.of(1));
    expect(() => calibrateConfidence(fit, Float64Array.of(1.5))).toThrow('confidences from 0 to 1, got "1.5 in row 0"');
  });
});
