// Claim: softening gathers the examples of a class, at equal distances from those of others.
import type { ClaimDefinition } from "../claimDefinition.ts";
import { geometryPart } from "../geometryPart.ts";

export const clusters: ClaimDefinition = {
  id: "clusters",
  claim: "Softening gathers the examples of a class in tight clusters at equal distances from each other.",
  source: "Müller, Kornblith and Hinton 2019, figure 1",
  reported:
    "In the penultimate layer three classes form a regular triangle of tight clusters; with hard targets they are broad.",
  parts: [
    geometryPart("clusterRatio", "spread within classes beside the distance between them", {
      difference: "below zero",
    }),
    geometryPart("distanceVariation", "the variation of the distances between class means", {
      difference: "below zero",
    }),
  ],
};
