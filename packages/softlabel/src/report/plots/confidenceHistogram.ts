// How often each confidence is given, right predictions below and wrong ones on top.
import { axisX, rectY, ruleY } from "@observablehq/plot";
import type { ConfidenceHistogram } from "../../experiment/results.ts";
import { calibrationFrame, confidenceAxis } from "./reliabilityDiagram.ts";
import { renderPlot } from "./render.ts";

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/**
 * Draws the histogram that stands under a reliability diagram, on the same axis of confidence.
 * @param label what is shown, for a screen reader
 * @param colour of the method
 * @returns an SVG element
 */
export function confidenceHistogram(label: string, histogram: ConfidenceHistogram, colour: string): string {
  const bins = histogram.right.map((right, i) => ({
    from: i / histogram.right.length,
    to: (i + 1) / histogram.right.length,
    right,
    all: right + histogram.wrong[i],
  }));
  const filled = bins.filter(({ all }) => all > 0);
  const most = Math.max(1, ...bins.map(({ all }) => all));
  const sides = { x1: "from", x2: "to", insetLeft: 0.5, insetRight: 0.5 };
  return renderPlot(label, {
    ...calibrationFrame,
    height: 104,
    marginTop: 8,
    marginBottom: 34,
    x: { ...confidenceAxis, label: null, axis: null },
    y: {
      domain: [0, most],
      ticks: 2,
      tickSize: 0,
      tickFormat: (value: number) => (Number.isInteger(value) ? compact.format(value) : ""),
      label: null,
      grid: true,
    },
    marks: [
      rectY(filled, { ...sides, y1: 0, y2: "right", fill: colour, fillOpacity: 0.35 }),
      rectY(filled, { ...sides, y1: "right", y2: "all", fill: colour }),
      ruleY([0], { stroke: "var(--line)" }),
      axisX({ ...confidenceAxis, label: "confidence, %", labelAnchor: "center", labelArrow: "none" }),
    ],
  });
}
