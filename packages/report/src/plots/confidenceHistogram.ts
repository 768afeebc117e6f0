// How often each confidence is given, right predictions below and wrong ones on top.
import { grouped } from "@softlabel/core/internal";
import { axisX, rectY, ruleY, type PlotOptions } from "@observablehq/plot";
import type { ConfidenceHistogram } from "@softlabel/experiment/internal";
import { compactCount, wholePercentNumber } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";
import { calibrationFrame, confidenceAxis } from "./reliabilityDiagram.ts";

/**
 * Draws the histogram that stands under a reliability diagram, on the same axis of confidence.
 * @param label the content in words, for screen readers
 * @param colour of the method
 */
export function confidenceHistogram(label: string, histogram: ConfidenceHistogram, colour: string): PlotDescription {
  const bins = histogram.right.map((right, i) => ({
    from: i / histogram.right.length,
    to: (i + 1) / histogram.right.length,
    right,
    wrong: histogram.wrong[i],
    all: right + histogram.wrong[i],
  }));
  const filled = bins.filter(({ all }) => all > 0);
  const most = Math.max(1, ...bins.map(({ all }) => all));
  const sides = { x1: "from", x2: "to", insetLeft: 0.5, insetRight: 0.5 };
  const options: PlotOptions = {
    ...calibrationFrame,
    height: 104,
    marginTop: 8,
    marginBottom: 34,
    x: { ...confidenceAxis, label: null, axis: null },
    y: { domain: [0, most], ticks: 2, tickSize: 0, tickFormat: compactCount, label: null, grid: true },
    marks: [
      rectY(filled, { ...sides, y1: 0, y2: "right", fill: colour, fillOpacity: 0.35 }),
      rectY(filled, { ...sides, y1: "right", y2: "all", fill: colour }),
      ruleY([0], { stroke: "var(--line)" }),
      axisX({ ...confidenceAxis, label: "confidence, %", labelAnchor: "center", labelArrow: "none" }),
    ],
  };
  const rows = filled.map(({ from, to, right, wrong }) => [
    `${wholePercentNumber(from)} to ${wholePercentNumber(to)}`,
    grouped(right),
    grouped(wrong),
  ]);
  return { label, options, table: { columns: ["confidence, %", "right", "wrong"], rows } };
}
