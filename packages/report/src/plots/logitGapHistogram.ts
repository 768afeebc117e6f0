// Label’s logit minus the mean of the others: one histogram per method, on one axis.
import { rectY, ruleX, ruleY, text, type PlotOptions } from "@observablehq/plot";
import type { Histogram } from "@softlabel/experiment/internal";
import { decimal, percentNumber } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";

/** The gaps of one method. */
interface GapRow {
  readonly method: string;
  readonly colour: string;
  readonly histogram: Histogram;
  /** The gap at which the method's loss is smallest, if there is one. */
  readonly optimum?: number | undefined;
}

interface Bar {
  readonly method: string;
  readonly colour: string;
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Rows of the table; bins are merged to stay within them. */
const mostRows = 20;

function barsOf({ method, colour, histogram: { from, to, counts } }: GapRow): Bar[] {
  const width = (to - from) / counts.length;
  const total = counts.reduce((sum, own) => sum + own, 0);
  return counts.map((own, i) => ({
    method,
    colour,
    from: from + i * width,
    to: from + (i + 1) * width,
    share: own / Math.max(1, total),
  }));
}

/** Shares in merged bins, one row per non-empty bin. */
function tableRows(bars: readonly (readonly Bar[])[]): string[][] {
  const [first = []] = bars;
  const size = Math.ceil(first.length / mostRows);
  const starts = Array.from({ length: size === 0 ? 0 : Math.ceil(first.length / size) }, (_, i) => i * size);
  return starts.flatMap((start) => {
    const shares = bars.map((own) => own.slice(start, start + size).reduce((sum, { share }) => sum + share, 0));
    if (shares.every((share) => share === 0)) return [];
    const ends = [first[start].from, first[Math.min(first.length, start + size) - 1].to];
    return [[ends.map((end) => decimal(end, 1)).join(" to "), ...shares.map(percentNumber)]];
  });
}

/** Names in the room above the bars of each row. */
const nameOf = {
  frameAnchor: "top-left",
  lineAnchor: "bottom",
  dx: 2,
  dy: -2,
  textAnchor: "start",
  fontWeight: 600,
  fill: "var(--ink)",
} as const;

/**
 * Draws one histogram per method; all share both axes.
 * @param label the content in words, for screen readers
 * @param rows with histograms of the same bins
 */
export function logitGapHistogram(label: string, rows: readonly GapRow[]): PlotDescription {
  const bars = rows.map(barsOf);
  const filled = bars.flat().filter(({ share }) => share > 0);
  const most = filled.reduce((greatest, { share }) => Math.max(greatest, share), 0.01);
  const optima = rows.filter(({ optimum }) => optimum !== undefined);
  const ends = [...filled.flatMap(({ from, to }) => [from, to]), ...optima.map(({ optimum }) => optimum!)];
  const domain = ends.length === 0 ? [0, 1] : [Math.min(...ends), Math.max(...ends)];
  const options: PlotOptions = {
    width: 430,
    height: 64 * rows.length + 50,
    marginLeft: 6,
    marginRight: 12,
    marginTop: 16,
    marginBottom: 36,
    x: {
      domain,
      ticks: 8,
      tickSize: 0,
      label: "logit of the label minus the mean of the others",
      labelAnchor: "center",
      labelArrow: "none",
    },
    y: { domain: [0, most], axis: null },
    fy: { domain: rows.map(({ method }) => method), axis: null, padding: 0.25 },
    marks: [
      ruleX([0], { stroke: "var(--line)" }),
      rectY(filled, { fy: "method", x1: "from", x2: "to", y1: 0, y2: "share", fill: "colour", fillOpacity: 0.6 }),
      ruleY([0], { stroke: "var(--line)" }),
      ruleX(optima, { fy: "method", x: "optimum", stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "4 3" }),
      text(rows, { fy: "method", text: "method", ...nameOf }),
    ],
  };
  return {
    label,
    options,
    table: { columns: ["gap", ...rows.map(({ method }) => `${method}, %`)], rows: tableRows(bars) },
  };
}
