// A plot before it is drawn: marks and scales, a label for screen readers, and the same numbers as a table.
import type { PlotOptions } from "@observablehq/plot";

/** Numbers as text: one row per mark. */
export interface PlotTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A plot as a value: drawn into any document by `drawPlot`, written as text by `writePlot`. */
export interface PlotDescription {
  /** The content in words, for screen readers. */
  readonly label: string;
  /** Observable Plot's options; colours are CSS custom properties, so that the page decides between light and dark. */
  readonly options: PlotOptions;
  readonly table: PlotTable;
}
