// Accuracy against confidence, bin by bin, on a square with the diagonal of perfect calibration.
import { grouped } from "@softlabel/core/internal";
import { dot, frame, line, rect, ruleX, type PlotOptions } from "@observablehq/plot";
import type { ReliabilityBin } from "@softlabel/core";
import { percentNumber, wholePercentNumber } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";

/** Size and margins that the diagram and the histogram under it share, so that their confidence axes line up. */
export const calibrationFrame = { width: 250, marginLeft: 38, marginRight: 10 } as const;

/** The same scale of confidence under both. */
export const confidenceAxis = {
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  tickSize: 0,
  tickFormat: wholePercentNumber,
};

/** Points of fewer predictions than this are drawn hollow. */
const fewPredictions = 10;

interface DrawnPoint extends ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly bandLow: number;
  readonly bandHigh: number;
  readonly radius: number;
}

/** Area by count, but never too small to see. */
function drawnPoints(points: readonly ReliabilityBin[]): DrawnPoint[] {
  const filled = points.filter((point) => point.count > 0);
  const most = Math.max(...filled.map((point) => point.count));
  return filled.map((point) => ({
    ...point,
    low: point.accuracyInterval[0],
    high: point.accuracyInterval[1],
    bandLow: point.consistencyBand[0],
    bandHigh: point.consistencyBand[1],
    radius: Math.max(2.5, 8 * Math.sqrt(point.count / most)),
  }));
}

function describe(point: ReliabilityBin): string {
  return `${grouped(point.count)} predictions: mean confidence ${percentNumber(point.meanConfidence)} %, accuracy ${percentNumber(point.accuracy)} %`;
}

const columns = ["confidence, %", "predictions", "mean confidence, %", "accuracy, %", "95 % interval", "if calibrated"];

function row({ from, to, low, high, bandLow, bandHigh, ...point }: DrawnPoint): string[] {
  const range = (ends: readonly number[]): string => ends.map(percentNumber).join(" to ");
  const values = [percentNumber(point.meanConfidence), percentNumber(point.accuracy)];
  return [range([from, to]), grouped(point.count), ...values, range([low, high]), range([bandLow, bandHigh])];
}

/**
 * Draws a point at (mean confidence, accuracy) of each bin that holds predictions, with the Wilson 95 % interval of the accuracy,
 * a stem to the diagonal, and in grey where a perfectly calibrated model would fall; the frame is square.
 * @param label the content in words, for screen readers
 * @param colour of the method
 */
export function reliabilityDiagram(label: string, points: readonly ReliabilityBin[], colour: string): PlotDescription {
  const drawn = drawnPoints(points);
  const conf = "meanConfidence";
  const options: PlotOptions = {
    ...calibrationFrame,
    height: 242,
    marginTop: 8,
    marginBottom: 32,
    x: { ...confidenceAxis, label: null },
    y: { ...confidenceAxis, label: null },
    r: { type: "identity" },
    marks: [
      frame({ stroke: "var(--line)" }),
      rect(drawn, { x1: "from", x2: "to", y1: "bandLow", y2: "bandHigh", fill: "var(--band)" }),
      line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: "var(--soft)", strokeDasharray: "3 3" },
      ),
      ruleX(drawn, { x: conf, y1: conf, y2: "accuracy", stroke: colour, strokeWidth: 5, strokeOpacity: 0.3 }),
      ruleX(drawn, { x: conf, y1: "low", y2: "high", stroke: colour, strokeWidth: 1.25 }),
      dot(drawn, {
        x: conf,
        y: "accuracy",
        r: "radius",
        fill: (point: DrawnPoint) => (point.count < fewPredictions ? "var(--paper)" : colour),
        fillOpacity: 0.85,
        stroke: colour,
        strokeWidth: 1.25,
        title: describe,
      }),
    ],
  };
  return { label, options, table: { columns, rows: drawn.map(row) } };
}
