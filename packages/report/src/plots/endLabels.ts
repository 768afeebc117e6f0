// Names at the right end of lines, moved apart where lines end close to one another.
import { text, type Markish } from "@observablehq/plot";
import { shorten } from "../base/format.ts";

/** The last point of a line and its name. */
export interface LineEnd {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** The room in which lines end: the domain of y, and the pixels from its bottom to its top. */
interface EndRoom {
  readonly domain: readonly [number, number];
  readonly pixels: number;
}

/** Least distance between two names, in pixels. */
const lineHeight = 12;
const longestName = 15;

/** Pixels to leave at the right for the names. */
export function endMargin(names: readonly string[]): number {
  return Math.round(14 + 6.3 * Math.min(longestName, Math.max(0, ...names.map((name) => [...name].length))));
}

/** Neighbours in one pile: their number and the position of the lowest. */
interface Pile {
  size: number;
  start: number;
}

/**
 * Moves positions apart, keeping their order: neighbours that are too near form a pile around the middle of where they were, and
 * piles that touch become one.
 * @returns the new positions, in the order given, at least `gap` apart and, while there is room, within [0, most]
 */
export function spread(positions: readonly number[], gap: number, most: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a] - positions[b]);
  const piles: Pile[] = [];
  for (const i of order) {
    let pile = { size: 1, start: positions[i] };
    for (let below = piles.at(-1); below && below.start + below.size * gap > pile.start; below = piles.at(-1)) {
      const size = below.size + pile.size;
      const start = (below.size * below.start + pile.size * (pile.start - below.size * gap)) / size;
      pile = { size, start: Math.max(0, Math.min(start, most - (size - 1) * gap)) };
      piles.pop();
    }
    piles.push(pile);
  }
  const moved = [...positions];
  const places = piles.flatMap(({ size, start }) => Array.from({ length: size }, (_, j) => start + j * gap));
  order.forEach((i, place) => (moved[i] = places[place]));
  return moved;
}

/** The mark with the names; the plot needs a right margin of `endMargin`. */
export function endLabels(ends: readonly LineEnd[], { domain: [low, high], pixels }: EndRoom): Markish {
  const scale = pixels / (high - low);
  const places = spread(
    ends.map(({ y }) => (y - low) * scale),
    lineHeight,
    pixels,
  );
  const labels = ends.map(({ name, x }, i) => ({ name: shorten(name, longestName), x, y: low + places[i] / scale }));
  return text(labels, { x: "x", y: "y", text: "name", textAnchor: "start", dx: 8, fill: "var(--ink)" });
}
