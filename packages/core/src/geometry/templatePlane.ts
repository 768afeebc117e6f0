// The plane through three classes' templates, on which penultimate activations are drawn.
import { check, checkRange, fail } from "../base/check.ts";
import { featureWidth } from "./featureRows.ts";
import { headWidth } from "./linearHead.ts";
import type { LinearHead } from "./linearHead.ts";
import { dot } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/** The affine plane through the templates of three classes, or the line through those of two. */
export interface TemplatePlane {
  /** The classes, in the order given. */
  readonly classes: readonly number[];
  /** D, the features of a row. */
  readonly width: number;
  /** Mean of the templates, where the coordinates are 0: [D], or [D+1] with a bias. */
  readonly origin: Float64Array;
  /** Orthonormal axes; the first points from the first template to the second. */
  readonly axes: readonly Float64Array[];
  /** Coordinates of the templates, one row per class. */
  readonly templates: readonly (readonly number[])[];
}

/** Rows of features drawn on a plane. */
export interface ProjectedRows {
  /** Coordinates, row-major [rows.length, axes]. */
  readonly points: Float64Array;
  /** The class of each point. */
  readonly labels: Int32Array;
  /** Where each point's row stands among all. */
  readonly rows: Int32Array;
}

const who = "templatePlane";

/** Templates nearer to a line than this, relative to their distances, make no plane. */
const thinnest = 1e-9;

/** wₖ as the paper means it: the weights of class k with its bias appended, to match activations with 1 appended. */
function templateOf({ weight, bias }: LinearHead, width: number, k: number): Float64Array {
  const row = weight.subarray(k * width, (k + 1) * width);
  return bias === undefined ? Float64Array.from(row) : Float64Array.of(...row, bias[k]);
}

const length = (v: Float64Array): number => Math.sqrt(dot(v, 0, v, 0, v.length));
const minus = (a: Float64Array, b: Float64Array, times = 1): Float64Array => a.map((value, i) => value - times * b[i]);
const along = (v: Float64Array, axis: Float64Array): number => dot(v, 0, axis, 0, v.length);

/** Orthonormal axes of the span of `edges` (Gram and Schmidt, each projection taken twice: once leaves rounding behind). */
function orthonormalAxes(edges: readonly Float64Array[], classes: readonly number[]): Float64Array[] {
  const longest = Math.max(...edges.map(length));
  const axes: Float64Array[] = [];
  for (const edge of edges) {
    let rest = edge;
    for (const axis of [...axes, ...axes]) rest = minus(rest, axis, along(rest, axis));
    const size = length(rest);
    if (size <= thinnest * longest) {
      const expected = `templates of classes ${classes.join(", ")} that are not ${axes.length === 0 ? "equal" : "on one line"}`;
      fail(who, expected, `${size} beside ${longest}`, "choose other classes, or two for a line");
    }
    axes.push(rest.map((value) => value / size));
  }
  return axes;
}

function checkChosen(chosen: readonly number[], classes: number): void {
  const fits = chosen.length === 3 || chosen.length === 2;
  check(fits && new Set(chosen).size === chosen.length, who, "three different classes, or two for a line", chosen);
  chosen.forEach((k) => checkRange(who, "each class", k, { from: 0, to: classes - 1, integer: true }));
}

/**
 * The plane of the penultimate-layer projection of Müller, Kornblith and Hinton, exactly: affine, through the templates of three classes.
 *
 * A template is a row of the last layer's weight with its bias appended, as activations have 1 appended (without a bias, neither is).
 * With templates a, b, c: `u₁ = (b-a)/|b-a|`, `v = (c-a) - ((c-a)·u₁) u₁`, `u₂ = v/|v|`; a row x has coordinates
 * `((x-o)·u₁, (x-o)·u₂)`. The paper leaves the origin open: here o is the mean of the templates. It only shifts the figure.
 * Not the span of the three templates, which has three dimensions, and not principal components: those give other figures.
 *
 * @param head the last layer
 * @param classes three different classes; or two, for the one axis of a line
 * @throws UsageError where the head is malformed, a class is none of its classes, or the templates are on one line (to 1e-9 of
 *   their largest distance)
 * @see R. Müller, S. Kornblith and G. Hinton, When does label smoothing help?, NeurIPS 2019, section 2
 * @example
 * ```ts
 * import { projectRows, templatePlane } from "@softlabel/core";
 * const plane = templatePlane({ classes: 3, weight: new Float64Array([0, 0, 5, 3, 0, 5, 0, 3, 5]) }, [0, 1, 2]);
 * plane.templates; // => [[-1, -1], [2, -1], [-1, 2]]
 * projectRows(plane, new Float64Array([2, 4, -7]), new Int32Array([1])).points; // => [1, 3]
 * ```
 */
export function templatePlane(head: LinearHead, classes: readonly number[]): TemplatePlane {
  const width = headWidth(who, head);
  checkChosen(classes, head.classes);
  const corners = classes.map((k) => templateOf(head, width, k));
  const origin = corners[0].map((_, i) => corners.reduce((sum, corner) => sum + corner[i], 0) / corners.length);
  const edges = corners.slice(1).map((corner) => minus(corner, corners[0]));
  const axes = orthonormalAxes(edges, classes);
  const templates = corners.map((corner) => axes.map((axis) => along(minus(corner, origin), axis)));
  return { classes: [...classes], width, origin, axes, templates };
}

/**
 * Draws the rows of the plane's classes on it; rows of other classes are left out, as in the paper.
 *
 * Show training and held-out rows apart: smoothing is said to tighten the former much more than the latter.
 *
 * @param plane from `templatePlane`
 * @param features finite penultimate activations, row-major [N, D], without the appended 1
 * @param labels [N]
 * @returns a point for each row whose label is one of the plane's classes; none where there is no such row
 * @throws UsageError where features and labels do not fit together or to the plane
 * @example
 * ```ts
 * import { projectRows, templatePlane } from "@softlabel/core";
 * const head = { classes: 3, weight: new Float64Array([0, 0, 4, 0, 9, 9]), bias: new Float64Array([0, 3, 9]) };
 * const line = templatePlane(head, [0, 1]);
 * projectRows(line, new Float64Array([2, 1, 7, 7, 7, 2]), new Int32Array([0, 2, 1])); // => { points: new Float64Array([-0.3, 3.7]), labels: new Int32Array([0, 1]), rows: new Int32Array([0, 2]) }
 * ```
 */
export function projectRows(plane: TemplatePlane, features: Numbers, labels: Int32Array): ProjectedRows {
  const { classes, width, origin, axes } = plane;
  const given = featureWidth("projectRows", features, labels);
  check(given === width, "projectRows", `rows of ${width} features, as the plane's templates`, given);
  const rows = Int32Array.from([...labels.keys()].filter((row) => classes.includes(labels[row])));
  const points = new Float64Array(rows.length * axes.length);
  const row = new Float64Array(origin.length).fill(1);
  rows.forEach((at, i) => {
    row.set(features.subarray(at * width, (at + 1) * width));
    const fromOrigin = minus(row, origin);
    axes.forEach((axis, j) => (points[i * axes.length + j] = along(fromOrigin, axis)));
  });
  return { points, labels: Int32Array.from(rows, (at) => labels[at]), rows };
}
