// What draws plots, and so takes a third of a second to import: the page, and its figures and tables as files.
export type { TableFormat } from "./export/tableWriters.ts";
export { customProperties, plotsOf, standalone } from "./export/pagePlots.ts";
export { figureFiles } from "./export/figures.ts";
export { renderReport } from "./report.ts";
export { tableFiles } from "./export/tableWriters.ts";
