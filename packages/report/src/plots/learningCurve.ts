// A quantity by epoch: every seed a thin line, the mean of a method a thick one with its name at the end.
import { grouped } from "@softlabel/core/internal";
import { dot, line, type PlotOptions } from "@observablehq/plot";
import { decimal } from "../base/format.ts";
import { summarize } from "../base/summary.ts";
import type { PlotDescription, PlotTable } from "../base/plotDescription.ts";
import { epochTicks, paddedDomain, thinned } from "./domain.ts";
import { endLabels, endMargin, type LineEnd } from "./endLabels.ts";

/** The course of one trial; epochs without a value are left out. */
export interface Course {
  readonly method: string;
  readonly colour: string;
  readonly seed: number;
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
  /** The epoch that early stopping kept. */
  readonly kept?: number | undefined;
}

interface CurvePoint {
  readonly method: string;
  readonly colour: string;
  readonly course: string;
  readonly epoch: number;
  readonly value: number;
}

/** Epochs drawn per line, and listed in the table; more are thinned out. */
const mostDrawn = 150;
const mostRows = 20;

const frame = { width: 430, height: 230, marginLeft: 44, marginTop: 12, marginBottom: 34 } as const;

/** One point per method and epoch that all its seeds reached: their mean. */
function meanPoints(points: readonly CurvePoint[], courses: readonly Course[]): CurvePoint[] {
  const groups = new Map<string, CurvePoint[]>();
  for (const point of points) {
    const key = `${point.epoch} ${point.method}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [point]);
    else group.push(point);
  }
  const seedsOf = (name: string): number => courses.filter(({ method }) => method === name).length;
  return [...groups.values()]
    .filter((group) => group.length === seedsOf(group[0].method))
    .map((group) => ({ ...group[0], value: summarize(group.map(({ value }) => value)).mean }))
    .sort((a, b) => a.epoch - b.epoch);
}

function tableOf(
  means: readonly CurvePoint[],
  methods: readonly string[],
  write: (value: number) => string,
): PlotTable {
  const epochs = thinned([...new Set(means.map(({ epoch }) => epoch))], mostRows);
  const values = new Map(means.map(({ epoch, method, value }) => [`${epoch} ${method}`, value]));
  const rows = epochs.map((epoch) => [
    Number.isInteger(epoch) ? grouped(epoch) : decimal(epoch, 2),
    ...methods.map((method) => write(values.get(`${epoch} ${method}`) ?? NaN)),
  ]);
  return { columns: ["epoch", ...methods], rows };
}

function endsOf(means: readonly CurvePoint[]): LineEnd[] {
  const last = new Map(means.map(({ method, epoch, value }) => [method, { name: method, x: epoch, y: value }]));
  return [...last.values()];
}

/** The points of all courses, at the same epochs of each. */
function pointsOf(courses: readonly Course[]): CurvePoint[] {
  const all = [...new Set(courses.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const drawn = new Set(thinned(all, mostDrawn));
  return courses.flatMap(({ method, colour, seed, points }) =>
    points
      .filter(({ epoch }) => drawn.has(epoch))
      .map((point) => ({ ...point, method, colour, course: `${seed} ${method}` })),
  );
}

/** Markers at the epochs that early stopping kept. */
function keptPoints(courses: readonly Course[]): Pick<CurvePoint, "colour" | "epoch" | "value">[] {
  return courses.flatMap(({ colour, points, kept }) =>
    points.filter(({ epoch }) => epoch === kept).map((point) => ({ ...point, colour })),
  );
}

/**
 * Draws the courses of all trials over one axis of epochs; a single epoch is drawn as dots.
 * @param title the name of the values, for screen readers
 * @param courses one per trial
 * @param write a value as text, for the table of means
 */
export function learningCurve(
  title: string,
  courses: readonly Course[],
  write: (value: number) => string,
): PlotDescription {
  const points = pointsOf(courses);
  const means = meanPoints(points, courses);
  const last = points.reduce((greatest, { epoch }) => Math.max(greatest, epoch), 1);
  const methods = [...new Set(courses.map(({ method }) => method))];
  const domain = paddedDomain(points.map(({ value }) => value));
  const pixels = frame.height - frame.marginTop - frame.marginBottom;
  const axis = { tickSize: 0, labelArrow: "none" } as const;
  const label = `${title} by epoch`;
  const options: PlotOptions = {
    ...frame,
    marginRight: endMargin(methods),
    x: {
      ...axis,
      domain: last === 1 ? [0.5, 1.5] : [1, last],
      ticks: epochTicks(last),
      tickFormat: "d",
      label: "epoch",
      labelAnchor: "center",
    },
    y: { ...axis, domain, ticks: 5, grid: true, label: null },
    marks: [
      line(points, { x: "epoch", y: "value", z: "course", stroke: "colour", strokeWidth: 1, strokeOpacity: 0.4 }),
      line(means, { x: "epoch", y: "value", z: "method", stroke: "colour", strokeWidth: 2.5 }),
      dot(keptPoints(courses), { x: "epoch", y: "value", fill: "colour", r: 3 }),
      dot(last === 1 ? points : [], { x: "epoch", y: "value", stroke: "colour", r: 3.5 }),
      endLabels(endsOf(means), { domain, pixels }),
    ],
  };
  return { label, options, table: tableOf(means, methods, write) };
}
