// What the packages of this repository use of one another: no promise to anyone else.
export { analyse } from "./analysis/analyse.ts";
export { schema } from "./analysis/resultsOf.ts";
export { analyseTrial } from "./analysis/analysedTrial.ts";
export { evaluate } from "./analysis/evaluate.ts";
export { withClassScores } from "./analysis/classScores.ts";
export { withConclusions, withNotes } from "./analysis/conclusions.ts";
export { foldsOf } from "./analysis/folds.ts";
export { priceOfFitting } from "./analysis/recalibration.ts";
export { determinedTemperature } from "./analysis/answer/settings.ts";
export { testScores } from "./analysis/testScores.ts";
export { claimTable, claimsNamed, parseClaims } from "./claims/claimTable.ts";
export { claimsOf } from "./claims/claimsOf.ts";
export { extraPath, readClaimsRecord, writeClaimsRecord } from "./claims/claimsRecord.ts";
export { extraTable } from "./claims/extraTable.ts";
export type { ExtraExperiment, ExtraSetting } from "./claims/extraTable.ts";
export { deployModel } from "./deployment/deployModel.ts";
export { deployedInputs, outputNames } from "./deployment/deployedInput.ts";
export { exampleIndex, exampleValues } from "./deployment/exampleRow.ts";
export { readDeployed } from "./deployment/deployedMetadata.ts";
export type { Deployed } from "./deployment/deployedMetadata.ts";
export type { DeployedData, DeployedInput } from "./deployment/deployedInput.ts";
export type { ExampleValue } from "./deployment/exampleRow.ts";
export { memoryStore } from "./store/memoryStore.ts";
export { parseJson, toJson, writeJson } from "./store/recordStore.ts";
export type { RecordStore } from "./store/recordStore.ts";
export { modelFiles } from "./store/modelFiles.ts";
export { version } from "./store/version.ts";
export { countChoices, isArm, parseArm } from "./options/arm.ts";
export type { Arm, ChoiceCount } from "./options/arm.ts";
export { criterionNamed, criterionNames } from "./options/choiceCriteria.ts";
export { describeClassWeights } from "./options/classWeights.ts";
export { dataFields } from "./options/dataFields.ts";
export { numberField, tableWords, textField } from "./options/fieldKinds.ts";
export type { Completion, Field } from "./options/fieldKinds.ts";
export { completeOptions, experimentFields, resolveOptions, withEpochs } from "./options/fields.ts";
export type { ExperimentOptions, GivenOptions } from "./options/fields.ts";
export { modelNotes } from "./options/initialModel.ts";
export { methodFields } from "./options/methodFields.ts";
export type { ReadFile } from "./options/inputFile.ts";
export { asSeen, dataKey, readingOptions } from "./options/seenData.ts";
export type { DataOptions } from "./options/seenData.ts";
export { methodsIn } from "./options/methodRange.ts";
export { noiseTable, parseNoise } from "./options/noise.ts";
export {
  canonicalNormalisation,
  describeNormalisation,
  normalised,
  scalingOf,
  usualNormalisation,
} from "./options/normalise.ts";
export { filesOfTrial } from "./options/sources.ts";
export type { Sources } from "./options/sources.ts";
export { symbolOf } from "./options/symbols.ts";
export { isPerSeed, teacherFile, teacherOfSeed } from "./options/teacher.ts";
export { trainingFields } from "./options/trainingFields.ts";
export { methodName, trialHash, trialName, trialOf, trialsOf } from "./options/trial.ts";
export type { Trial } from "./options/trial.ts";
export { arrayRole } from "./predictions/arrayNames.ts";
export type { ArrayRole } from "./predictions/arrayNames.ts";
export { scoreKindOf } from "./predictions/scoreKindOf.ts";
export { scoreKinds } from "./predictions/scoreFile.ts";
export { renormaliseTolerance } from "./predictions/checkFiles.ts";
export { firstLabels, labelClasses, labelNotes, plainLabel } from "./predictions/labelClasses.ts";
export type { FirstLabel, LabelClasses, LabelCount } from "./predictions/labelClasses.ts";
export { readWhole } from "./predictions/predictionSource.ts";
export { markedSeed, methodFiles, nameOf, validationFiles } from "./predictions/methodFiles.ts";
export type { FoundFile, MethodFiles, PredictionFile } from "./predictions/methodFiles.ts";
export { checkPredictions } from "./predictions/predictionSet.ts";
export type { PredictionSet, ReadPredictions } from "./predictions/predictionSet.ts";
export type { PredictionSource } from "./predictions/predictionSource.ts";
export { findScoreColumns } from "./predictions/scoreColumns.ts";
export type { ScoreColumns } from "./predictions/scoreColumns.ts";
export { sumOf } from "./predictions/scoreFaults.ts";
export { rowsPerBlock, usualIds } from "./predictions/scoreFile.ts";
export type { ScoreBlock, ScoreFile, ScoreKind, ScoreRows } from "./predictions/scoreFile.ts";
export { partsOfSplit, rowParts, usualSplits } from "./predictions/splitParts.ts";
export {
  checkContinues,
  createRecord,
  experimentDigest,
  readExperiment,
  writeExperiment,
} from "./records/experimentRecord.ts";
export type { ExperimentRecord } from "./records/experimentRecord.ts";
export { writeImage } from "./records/exampleRecords.ts";
export type { EncodePng } from "./records/exampleRecords.ts";
export {
  claimTrial,
  isFinished,
  readMetrics,
  readPredictions,
  readTrial,
  trialPath,
  writePredictions,
} from "./records/trialRecord.ts";
export type { EpochLine, Predictions, RecordedTrial } from "./records/trialRecord.ts";
export type * from "./results/results.ts";
export { fitBaselines } from "./trial/baselines.ts";
export { runTrial } from "./trial/runTrial.ts";
export type { TrialProgress } from "./trial/runTrial.ts";
export { prepareShared, sharedRecordsOf } from "./trial/shared.ts";
export type { ModelExample, TrainedModel } from "./results/trainedModel.ts";
export { anyRuntime, parseRuntime, runtimeTable } from "./options/runtimeName.ts";
export type { Runtime, RuntimeName, RuntimeRow } from "./options/runtimeName.ts";
export { classesLeftOut, studentMethod } from "./claims/extraTable.ts";
