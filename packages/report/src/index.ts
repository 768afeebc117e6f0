// @softlabel/report: results → anything that is shown.
export { renderReport } from "./page/report.ts";
export type { PlotDocument, PlotElement } from "./base/plotDocument.ts";
