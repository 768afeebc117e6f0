// What a plot is before it is drawn: marks and scales, words for a screen reader, and the same numbers as a table.
import type { PlotOptions } from "@observablehq/plot";

/** Numbers as text: one row per mark. */
export interface PlotTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A plot as a value: drawn into any document by `drawPlot`, written as text by `writePlot`. */
export interface PlotDescription {
  /** What the picture shows, in words. */
  readonly label: string;
  /** Observable Plot's options; colours are CSS custom properties, so that the page decides between light and dark. */
  readonly options: PlotOptions;
  readonly table: PlotTable;
}
