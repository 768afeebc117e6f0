// A quantity by epoch: every seed a thin line, the mean of a method a thick one with its name at the end.
import { dot, line, type PlotOptions } from "@observablehq/plot";
import { count } from "../format.ts";
import { summarize } from "../scores.ts";
import type { PlotDescription, PlotTable } from "./description.ts";
import { epochTicks, paddedDomain, thinned } from "./domain.ts";
import { endLabels, endMargin, type LineEnd } from "./endLabels.ts";

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

/** More epochs than a line of this width can show are thinned out, and more than a reader reads. */
const mostDrawn = 150;
const mostRows = 20;

const frame = { width: 430, height: 230, marginLeft: 44, marginTop: 12, marginBottom: 34 } as const;

/** One point a method and epoch: the mean over the seeds that reached it. */
function meanPoints(points: readonly CurvePoint[]): CurvePoint[] {
  const groups = new Map<string, CurvePoint[]>();
  for (const point of points) {
    const key = `${point.epoch} ${point.method}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [point]);
    else group.push(point);
  }
  return [...groups.values()]
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
    count(epoch),
    ...methods.map((method) => write(values.get(`${epoch} ${method}`) ?? NaN)),
  ]);
  return { columns: ["epoch", ...methods], rows };
}

function endsOf(means: readonly CurvePoint[]): LineEnd[] {
  const last = new Map(means.map(({ method, epoch, value }) => [method, { name: method, x: epoch, y: value }]));
  return [...last.values()];
}

/**
 * Draws the courses of all trials over one axis of epochs; a single epoch is drawn as dots.
 * @param title what the values are, for a screen reader
 * @param courses one a trial
 * @param write a value as text, for the table of means
 */
export function learningCurve(
  title: string,
  courses: readonly Course[],
  write: (value: number) => string,
): PlotDescription {
  const points = courses.flatMap(({ method, colour, seed, points: own }) =>
    thinned(own, mostDrawn).map((point) => ({ ...point, method, colour, course: `${seed} ${method}` })),
  );
  const means = meanPoints(points);
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
      dot(last === 1 ? points : [], { x: "epoch", y: "value", stroke: "colour", r: 3.5 }),
      endLabels(endsOf(means), { domain, pixels }),
    ],
  };
  return { label, options, table: tableOf(means, methods, write) };
}
