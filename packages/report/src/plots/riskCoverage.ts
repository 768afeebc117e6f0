// Selective classification: the error rate among the most confident share of each model's predictions.
import { line, ruleX, type PlotOptions } from "@observablehq/plot";
import type { RiskCoveragePoint } from "@softlabel/experiment/internal";
import { percentNumber, wholePercentNumber } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";
import { endLabels, endMargin } from "./endLabels.ts";

/** The curve of one method. */
interface RiskCurve {
  readonly method: string;
  readonly colour: string;
  /** From the least coverage to the greatest. */
  readonly points: readonly RiskCoveragePoint[];
}

const frame = { width: 430, height: 240, marginLeft: 44, marginTop: 12, marginBottom: 38 } as const;
const coverages = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** The risk at the first point that covers so much. */
function riskAt(points: readonly RiskCoveragePoint[], coverage: number): number {
  return points.find((point) => point.coverage >= coverage - 1e-9)?.risk ?? NaN;
}

/**
 * Draws the curves of all methods over one axis of coverage, with a line at a coverage of 80 %.
 * @param label the content in words, for screen readers
 */
export function riskCoverage(label: string, curves: readonly RiskCurve[]): PlotDescription {
  const points = curves.flatMap(({ method, colour, points: own }) =>
    own.map((point) => ({ ...point, method, colour })),
  );
  const most = points.reduce((greatest, { risk }) => Math.max(greatest, risk), 0.01);
  const domain = [0, 1.06 * most] as const;
  const ends = curves.flatMap(({ method, points: own }) =>
    own.slice(-1).map(({ coverage, risk }) => ({ name: method, x: coverage, y: risk })),
  );
  const axis = { tickSize: 0, tickFormat: wholePercentNumber, labelArrow: "none", labelAnchor: "center" } as const;
  const options: PlotOptions = {
    ...frame,
    marginRight: endMargin(curves.map(({ method }) => method)),
    x: { ...axis, domain: [0, 1], ticks: coverages.filter((_, i) => i % 2 === 1), label: "coverage, %" },
    y: { ...axis, domain, ticks: 5, grid: true, label: null },
    marks: [
      ruleX([0.8], { stroke: "var(--soft)", strokeDasharray: "3 3" }),
      line(points, { x: "coverage", y: "risk", z: "method", stroke: "colour", strokeWidth: 2 }),
      endLabels(ends, { domain, pixels: frame.height - frame.marginTop - frame.marginBottom }),
    ],
  };
  const rows = coverages.map((coverage) => [
    wholePercentNumber(coverage),
    ...curves.map((curve) => percentNumber(riskAt(curve.points, coverage))),
  ]);
  return { label, options, table: { columns: ["coverage, %", ...curves.map(({ method }) => method)], rows } };
}
