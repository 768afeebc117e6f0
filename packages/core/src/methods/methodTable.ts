// The methods: each a named way to soften, as data. Adding one is adding its file and a line here.
import { biTemperedMethod } from "./biTempered.ts";
import { brierMethod } from "./brier.ts";
import { confidencePenaltyMethod } from "./penalties/confidencePenalty.ts";
import { distillMethod } from "./distill.ts";
import { focalMethod, sampleFocalMethod } from "./focal.ts";
import { generalizedCrossEntropyMethod } from "./generalizedCrossEntropy.ts";
import { hardMethod } from "./hard.ts";
import { relaxMethod } from "./relax.ts";
import { logitNormMethod } from "./logitNorm.ts";
import { logitPenaltyMethod } from "./penalties/logitPenalty.ts";
import { marginSmoothingMethod } from "./penalties/marginSmoothing.ts";
import { maxSuppressionMethod } from "./penalties/maxSuppression.ts";
import type { MethodDefinition } from "./methodDefinition.ts";
import { negativeMethod } from "./negative.ts";
import { onlineMethod } from "./online.ts";
import { polyMethod } from "./poly.ts";
import { priorMethod } from "./prior.ts";
import { similarityMethod } from "./similarity.ts";
import { smoothMethod } from "./smooth.ts";
import { symmetricCrossEntropyMethod } from "./symmetricCrossEntropy.ts";
import { teacherFreeMethod } from "./teacherFree.ts";
import { zLossMethod } from "./penalties/zLoss.ts";

/** All methods: first those that soften targets, then other losses, then the penalties that add to any of them. */
export const methodTable: readonly MethodDefinition[] = [
  hardMethod,
  smoothMethod,
  relaxMethod,
  priorMethod,
  similarityMethod,
  negativeMethod,
  onlineMethod,
  teacherFreeMethod,
  distillMethod,
  focalMethod,
  sampleFocalMethod,
  polyMethod,
  generalizedCrossEntropyMethod,
  symmetricCrossEntropyMethod,
  biTemperedMethod,
  brierMethod,
  logitNormMethod,
  confidencePenaltyMethod,
  marginSmoothingMethod,
  maxSuppressionMethod,
  logitPenaltyMethod,
  zLossMethod,
];
