// What the packages of this repository use of one another: no promise to anyone else.
export { comparedMethods } from "./choices.ts";
export { describeLength, scheduleNotes } from "./describeLength.ts";
export { decimal, percent } from "./format.ts";
export { modelCard } from "./modelCard.ts";
export { lightPaper } from "./palette.ts";
export { simpleSentences } from "./simpleModels.ts";
export { scoresInWords } from "./scores.ts";
export { renderTable } from "./table.ts";
