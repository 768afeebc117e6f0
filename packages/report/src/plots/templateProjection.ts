// The penultimate layer on the plane of three classes' templates: a point per row, a cross per template, and a scale bar.
import { grouped } from "@softlabel/core/internal";
import { frame, text, type Markish, type PlotOptions } from "@observablehq/plot";
import { decimal, shortest } from "../base/format.ts";
import type { PlotDescription, PlotTable } from "../base/plotDescription.ts";
import type { PlotDocument, PlotElement } from "../base/plotDocument.ts";

/** One part of the rows; points are [class, x, y], or [class, x] for two classes. */
export interface ProjectedRows {
  readonly points: readonly (readonly number[])[];
  readonly templates: readonly (readonly number[])[];
  /** The classes that are shown. */
  readonly classes: readonly number[];
  /** Their names, in the same order. */
  readonly names: readonly string[];
  /** Mean length of the features; unknown where a class has no row. */
  readonly featureLength?: number | undefined;
}

/** The square of the plane that is shown: its middle, and half its width. */
export interface ShownSquare {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** The smallest square that holds all points of some parts, with a margin; of all templates if there are no points. */
export function squareAround(parts: readonly ProjectedRows[]): ShownSquare {
  const points = parts.flatMap((part) => part.points.map(([, ...place]) => place));
  const places = points.length > 0 ? points : parts.flatMap(({ templates }) => templates);
  const [x, y] = [0, 1].map((axis) => extent(places.map((place) => place[axis] ?? 0)));
  return { x: x.middle, y: y.middle, half: 1.06 * Math.max(x.half, y.half, 1e-9) };
}

/** Width of the drawn square, and the least distance at which two templates' outlines do not overlap, in pixels. */
const width = 242;
const outlineSize = 20;

/** Whether every template is inside the square, far enough from the others to be told apart. */
export function showsTemplates({ templates }: Pick<ProjectedRows, "templates">, { x, y, half }: ShownSquare): boolean {
  const inside = templates.every((place) => place.every((value, axis) => Math.abs(value - [x, y][axis]) <= half));
  const distances = templates.flatMap((a, i) =>
    templates.slice(i + 1).map((b) => Math.hypot(...a.map((value, axis) => value - b[axis]))),
  );
  return inside && distances.every((distance) => (distance * width) / (2 * half) >= outlineSize);
}

/** The length of the scale bar: 1, 2 or 5 times a power of ten, at most a third of the square's width. */
export function barLength({ half }: ShownSquare): number {
  const most = (2 * half) / 3;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * [5, 2, 1].find((times) => times * power <= most)!;
}

/** A bar with its length under the lower left corner, and the mean length of the features under the right one. */
function scaleMarks({ featureLength }: ProjectedRows, square: ShownSquare): Markish[] {
  const bar = barLength(square);
  const pixels = (bar * width) / (2 * square.half);
  const corner = [[square.x - square.half, square.y - square.half]] as const;
  const shape = `m0,7v4h${pixels.toFixed(1)}v-4`;
  const place = { text: String, dy: 15, fill: "var(--ink)" };
  const length = featureLength === undefined ? [] : [`mean length ${shortest(featureLength)}`];
  return [
    pathMark(corner, { shape, fill: "none", stroke: "var(--ink)", "stroke-width": "1.5" }),
    text([shortest(bar)], { ...place, frameAnchor: "bottom-left", dx: pixels + 6 }),
    text(length, { ...place, frameAnchor: "bottom-right" }),
  ];
}

function extent(values: readonly number[]): { readonly middle: number; readonly half: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > high ? { middle: 0, half: 1 } : { middle: (low + high) / 2, half: (high - low) / 2 };
}

/** Circle, triangle, square: told apart without colour. The paths are relative to the point. */
const shapes = ["m-2.2,0a2.2,2.2 0 1 0 4.4,0a2.2,2.2 0 1 0 -4.4,0", "m0,-2.9l2.6,4.6h-5.2z", "m-2,-2h4v4h-4z"];
/** A cross in a larger outline of the class's shape. */
const outlines = ["m-8,0a8,8 0 1 0 16,0a8,8 0 1 0 -16,0", "m0,-11l9.5,16.5h-19z", "m-7.5,-7.5h15v15h-15z"];
const crosses = ["m-4.5,-4.5l9,9m0,-9l-9,9", "m-3.5,-3.5l7,7m0,-7l-7,7", "m-4.5,-4.5l9,9m0,-9l-9,9"];

interface PathStyle {
  readonly shape: string;
  readonly [attribute: string]: string;
}

/** All points of one kind as one path: a hundredth of the markup of one element per point. */
function pathMark(points: readonly (readonly [number, number])[], { shape, ...style }: PathStyle): Markish {
  return (_index, { x, y }, _values, _dimensions, context) => {
    const { document } = context as unknown as { readonly document: PlotDocument<PlotElement> };
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const place = ([left, up]: readonly [number, number]): string =>
      `M${Number(x!(left)).toFixed(1)},${Number(y!(up)).toFixed(1)}${shape}`;
    path.setAttribute("d", points.map(place).join(""));
    for (const [name, value] of Object.entries(style)) path.setAttribute(name, value);
    return path;
  };
}

/** Where two classes have one axis, each gets a lane of its own, in which points are strewn so that they can be counted. */
function placed(
  { templates }: ProjectedRows,
  { y: middle, half }: ShownSquare,
  [x, y]: readonly number[],
  lane: { readonly class: number; readonly strewn: number },
): [number, number] {
  if (templates.length > 2) return [x, y];
  return [x, middle + half * (0.5 - lane.class + 0.6 * ((lane.strewn % 1) - 0.5))];
}

function tableOf({ points, templates, classes, names }: ProjectedRows): PlotTable {
  const rows = classes.map((label, k) => {
    const own = points.filter(([owner]) => owner === label);
    const mean = (read: (point: readonly number[]) => number): number =>
      own.reduce((sum, point) => sum + read(point), 0) / own.length;
    const [x, y] = [mean((point) => point[1]), mean((point) => point[2] ?? 0)];
    const spread = Math.sqrt(mean((point) => (point[1] - x) ** 2 + ((point[2] ?? 0) - y) ** 2));
    const template = templates[k].map((value) => decimal(value, 2)).join(", ");
    const middle = templates[k].length > 1 ? `${decimal(x, 2)}, ${decimal(y, 2)}` : decimal(x, 2);
    return [names[k], grouped(own.length), middle, decimal(spread, 2), template];
  });
  return { columns: ["class", "points", "mean", "spread", "template"], rows };
}

/** The templates, each crossed in its class's outline. */
function templateMarks(rows: ProjectedRows, square: ShownSquare): Markish[] {
  return rows.templates.flatMap((place, k) => {
    const middle = [placed(rows, square, place, { class: k, strewn: 0.5 })];
    const shape = outlines[k % 3];
    const style = { fill: "none", stroke: "var(--ink)", "stroke-width": "1.5" };
    return [
      pathMark(middle, { shape, fill: `var(--class-${k % 3})`, stroke: "var(--paper)", "stroke-width": "4" }),
      pathMark(middle, { ...style, shape, fill: "var(--paper)", "fill-opacity": "0.65" }),
      pathMark(middle, { ...style, shape: crosses[k % 3] }),
    ];
  });
}

/**
 * Draws the rows of three classes on the plane through the classes' templates (of two classes: along the line through them).
 * Templates are drawn if they do not overlap; a bar shows the scale.
 * @param label the content in words, for screen readers
 * @param rows points and templates
 * @param square the part of the plane that is shown, as `squareAround` gives it
 */
export function templateProjection(label: string, rows: ProjectedRows, square: ShownSquare): PlotDescription {
  const clouds = rows.classes.map((own, k) => {
    const points = rows.points.filter(([owner]) => owner === own);
    const places = points.map(([, ...place], i) => placed(rows, square, place, { class: k, strewn: i * 0.618034 }));
    return pathMark(places, { shape: shapes[k % 3], fill: `var(--class-${k % 3})`, "fill-opacity": "0.55" });
  });
  const templates = showsTemplates(rows, square) ? templateMarks(rows, square) : [];
  const options: PlotOptions = {
    width: 250,
    height: 268,
    margin: 4,
    marginBottom: 22,
    x: { domain: [square.x - square.half, square.x + square.half], axis: null },
    y: { domain: [square.y - square.half, square.y + square.half], axis: null },
    marks: [frame({ stroke: "var(--line)" }), ...clouds, ...templates, ...scaleMarks(rows, square)],
  };
  return { label, options, table: tableOf(rows) };
}
