// Numbers of the penultimate layer, as parts of claims.
import type { GeometryScores } from "../results/results.ts";
import { plain, type ClaimPart } from "./claimDefinition.ts";
import { pairsIn } from "./evidence.ts";
import { overSeeds } from "./measure.ts";
import type { Expectation } from "./outcome.ts";

/** A measure of the penultimate layer on training rows. */
export function geometryPart(key: keyof GeometryScores, quantity: string, expects?: Expectation): ClaimPart {
  return {
    key,
    quantity: `${quantity} on training rows`,
    unit: plain,
    measure: (evidence, method) =>
      overSeeds(pairsIn(evidence.main, method, evidence), ({ result }) => result?.geometry?.train[key]),
    expects,
  };
}
