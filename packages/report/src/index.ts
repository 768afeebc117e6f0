// @softlabel/report: results → anything that is shown.
export { renderReport } from "./report.ts";
