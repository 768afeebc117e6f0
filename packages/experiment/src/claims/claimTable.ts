// The table of claims, and the parser of --claims.
import { checkName } from "@softlabel/core/internal";
import { wordsIn } from "../options/fieldKinds.ts";
import type { ClaimDefinition } from "./claimDefinition.ts";
import { accuracy } from "./rows/accuracy.ts";
import { calibration } from "./rows/calibration.ts";
import { clusters } from "./rows/clusters.ts";
import { collapse } from "./rows/collapse.ts";
import { confidence } from "./rows/confidence.ts";
import { errors } from "./rows/errors.ts";
import { gap } from "./rows/gap.ts";
import { nll } from "./rows/nll.ts";
import { noise } from "./rows/noise.ts";
import { ood } from "./rows/ood.ts";
import { scaling } from "./rows/scaling.ts";
import { selective } from "./rows/selective.ts";
import { teacher } from "./rows/teacher.ts";
import { transfer } from "./rows/transfer.ts";

/** The claims in the order in which they are reported. */
export const claimTable: readonly ClaimDefinition[] = [
  accuracy,
  confidence,
  calibration,
  scaling,
  nll,
  gap,
  clusters,
  collapse,
  selective,
  errors,
  ood,
  transfer,
  teacher,
  noise,
];

/**
 * Parses --claims.
 * @param given true for all, or names
 * @throws UsageError for unknown names
 */
export function parseClaims(given: unknown): readonly string[] {
  const names = claimTable.map(({ id }) => id);
  if (given === true) return names;
  const asked = wordsIn(given).map((name) => checkName("--claims", "the claim", name, names));
  return names.filter((name) => asked.includes(name));
}

/** The claims with these names. */
export function claimsNamed(names: readonly string[]): readonly ClaimDefinition[] {
  return claimTable.filter(({ id }) => names.includes(id));
}
