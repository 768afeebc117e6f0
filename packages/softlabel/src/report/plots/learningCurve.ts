// A quantity by epoch: every seed a thin line, the mean of a method a thick one.
import { dot, line } from "@observablehq/plot";
import { summarize } from "../scores.ts";
import { epochTicks, paddedDomain } from "./domain.ts";
import { renderPlot } from "./render.ts";

/** The course of one trial; epochs without a value are left out. */
export interface Course {
  readonly method: string;
  readonly colour: string;
  readonly seed: number;
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
}

interface CurvePoint {
  readonly method: string;
  readonly colour: string;
  readonly course: string;
  readonly epoch: number;
  readonly value: number;
}

/** One point a method and epoch: the mean over the seeds that reached it. */
function meanPoints(points: readonly CurvePoint[]): CurvePoint[] {
  const groups = new Map<string, CurvePoint[]>();
  for (const point of points) {
    const key = `${point.epoch} ${point.method}`;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()]
    .map((group) => ({ ...group[0], value: summarize(group.map(({ value }) => value)).mean }))
    .sort((a, b) => a.epoch - b.epoch);
}

/**
 * Draws the courses of all trials over one axis of epochs.
 * @param title what the values are, for a screen reader
 * @param courses one a trial
 * @returns an SVG element; a single epoch is drawn as dots
 */
export function learningCurve(title: string, courses: readonly Course[]): string {
  const points = courses.flatMap(({ method, colour, seed, points: own }) =>
    own.map((point) => ({ ...point, method, colour, course: `${seed} ${method}` })),
  );
  const means = meanPoints(points);
  const last = points.reduce((greatest, { epoch }) => Math.max(greatest, epoch), 1);
  const draw = last === 1 ? [dot(points, { x: "epoch", y: "value", stroke: "colour", r: 3.5 })] : [];
  return renderPlot(`${title} by epoch`, {
    width: 430,
    height: 230,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 34,
    x: {
      domain: last === 1 ? [0.5, 1.5] : [1, last],
      ticks: epochTicks(last),
      tickFormat: "d",
      tickSize: 0,
      label: "epoch",
      labelAnchor: "center",
      labelArrow: "none",
    },
    y: { domain: paddedDomain(points.map(({ value }) => value)), ticks: 5, tickSize: 0, grid: true, label: null },
    marks: [
      line(points, { x: "epoch", y: "value", z: "course", stroke: "colour", strokeWidth: 1, strokeOpacity: 0.4 }),
      line(means, { x: "epoch", y: "value", z: "method", stroke: "colour", strokeWidth: 2.5 }),
      ...draw,
    ],
  });
}
