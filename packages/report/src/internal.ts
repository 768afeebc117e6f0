// @softlabel/report/internal: what the other packages share with it; it may change with any version.
export { comparedMethods } from "./tables/choices.ts";
export { describeLength, scheduleNotes } from "./card/describeLength.ts";
export { decimal } from "./base/format.ts";
export { hasPenalty, leavesTheRest } from "./base/parsedMethod.ts";
export { modelCard } from "./card/modelCard.ts";
export { lightPaper } from "./base/palette.ts";
export { simpleSentences } from "./tables/simpleModels.ts";
export { scoreInWords, scoresInWords } from "./tables/scores.ts";
export { renderTable } from "./tables/textTable.ts";
