// Everything that needs Observable Plot, which takes a third of a second to import: the page, figures and tables as files.
export type { TableFormat } from "./tables/tableWriters.ts";
export { customProperties, plotsOf, standalone } from "./page/pagePlots.ts";
export { figureFiles } from "./page/figureFiles.ts";
export { tableFiles } from "./tables/tableWriters.ts";
export { writePlot } from "./plots/draw.ts";
export { targetBars } from "./plots/targetBars.ts";
