// The ten outlines of the glyphs, as lines in a circle of radius 1 (y points down), and how each may vary.

/** Points joined by straight lines: x, y, x, y, … */
export type Path = readonly number[];

/** One class of glyphs. */
export interface GlyphShape {
  readonly name: string;
  readonly paths: readonly Path[];
  /** Turns are normal with this mean and standard deviation, in degrees. */
  readonly turn: { readonly mean: number; readonly deviation: number };
  /** The logarithm of width over height is normal with this mean and standard deviation. */
  readonly stretch: { readonly mean: number; readonly deviation: number };
}

function curve(steps: number, at: (fraction: number) => readonly [number, number]): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => at(i / steps)).flat();
}

/** The arc around (x, y) from one angle to another, in degrees. */
function arc(steps: number, x: number, y: number, radius: number, from: number, to: number): number[] {
  return curve(steps, (fraction) => {
    const angle = ((from + fraction * (to - from)) * Math.PI) / 180;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

const round: Path = arc(24, 0, 0, 1, 0, 360);

// The corners are on the circle, beginning on top.
const polygon = (corners: number): Path => arc(corners, 0, 0, 1.08, -90, 270);

const star: Path = curve(10, (fraction) => {
  const angle = 2 * Math.PI * fraction - Math.PI / 2;
  const radius = Math.round(fraction * 10) % 2 === 0 ? 1.15 : 0.48;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});

// x = sin³t, y = -(13 cos t - 5 cos 2t - 2 cos 3t - cos 4t) / 16, moved up a little to the middle.
const heart: Path = curve(28, (fraction) => {
  const t = 2 * Math.PI * fraction;
  const height = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
  return [Math.sin(t) ** 3, -height / 16 - 0.12];
});

// Two arcs that end in the same two points: the far side of one circle and the near side of another.
const crescent: readonly Path[] = [arc(18, -0.05, 0, 1, 55, 305), arc(12, 0.68, 0, 0.83, 97.5, 262.5)];

const upright = { mean: 0, deviation: 12 };
const even = { mean: 0, deviation: 0.1 };

/**
 * The classes. Two pairs truly overlap, so that no classifier can be right always: a circle a little stretched is an
 * oval a little stretched, and a square turned by about 22° is a diamond turned back as much.
 */
export const glyphShapes: readonly GlyphShape[] = [
  { name: "circle", paths: [round], turn: { mean: 0, deviation: 60 }, stretch: { mean: 0, deviation: 0.12 } },
  { name: "oval", paths: [round], turn: { mean: 0, deviation: 60 }, stretch: { mean: 0.55, deviation: 0.18 } },
  { name: "square", paths: [polygon(4)], turn: { mean: 45, deviation: 12 }, stretch: even },
  { name: "diamond", paths: [polygon(4)], turn: upright, stretch: even },
  { name: "triangle", paths: [polygon(3)], turn: upright, stretch: even },
  { name: "star", paths: [star], turn: upright, stretch: even },
  {
    name: "cross",
    paths: [
      [-1, 0, 1, 0],
      [0, -1, 0, 1],
    ],
    turn: upright,
    stretch: even,
  },
  { name: "heart", paths: [heart], turn: upright, stretch: even },
  { name: "crescent", paths: crescent, turn: upright, stretch: even },
  {
    name: "arrow",
    paths: [
      [-1, 0, 1, 0],
      [0.35, -0.65, 1, 0, 0.35, 0.65],
    ],
    turn: upright,
    stretch: even,
  },
];
