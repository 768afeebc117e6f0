// Glyphs: images of ten hand-sized shapes, drawn from a seed; the data set that needs no download.
import { createRandom, type Random } from "@softlabel/core";
import type { Examples } from "@softlabel/engine";
import { checkValues, createDataset, pixelScaling } from "../base/dataset.ts";
import type { Dataset } from "../base/dataset.ts";
import { glyphShapes } from "./glyphShapes.ts";
import type { GlyphShape, Path } from "./glyphShapes.ts";

const size = 28;
const pixels = size * size;

/** What varies from image to image, uniformly between two ends, in pixels and grey levels. */
const variation = {
  shift: [-2.75, 2.75],
  radius: [7.5, 10.5],
  stroke: [1.4, 2.8],
  ink: [120, 255],
  paper: [0, 40],
  noise: [10, 34],
} as const;

/** How many images, and which. */
interface GlyphOptions {
  readonly train: number;
  readonly test: number;
  readonly seed: number;
}

function between(random: Random, [from, to]: readonly [number, number]): number {
  return from + (to - from) * random.uniform();
}

/** A map of the plane, x' = a x + b y + e, y' = c x + d y + f: stretched, then turned, then moved. */
function placement(shape: GlyphShape, random: Random): readonly number[] {
  const radius = between(random, variation.radius);
  const angle = ((shape.turn.mean + shape.turn.deviation * random.normal()) * Math.PI) / 180;
  const stretch = Math.exp((shape.stretch.mean + shape.stretch.deviation * random.normal()) / 2);
  const [cos, sin] = [radius * Math.cos(angle), radius * Math.sin(angle)];
  const [x, y] = [between(random, variation.shift), between(random, variation.shift)];
  const middle = (size - 1) / 2;
  return [cos * stretch, -sin / stretch, sin * stretch, cos / stretch, middle + x, middle + y];
}

/** Raises `ink` (0 to 1) along the line from (x0, y0) to (x1, y1): full within the stroke, fading over one pixel. */
function drawLine(ink: Float32Array, x0: number, y0: number, x1: number, y1: number, stroke: number): void {
  const reach = stroke / 2 + 0.5;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const lengthSquared = dx * dx + dy * dy;
  const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
  const right = Math.min(size - 1, Math.floor(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
  const bottom = Math.min(size - 1, Math.floor(Math.max(y0, y1) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = ((x - x0) * dx + (y - y0) * dy) / lengthSquared;
      const nearest = along < 0 ? 0 : along > 1 ? 1 : along;
      const ex = x - x0 - nearest * dx;
      const ey = y - y0 - nearest * dy;
      const coverage = reach - Math.sqrt(ex * ex + ey * ey);
      const index = y * size + x;
      if (coverage > ink[index]) ink[index] = coverage < 1 ? coverage : 1;
    }
  }
}

function drawPath(ink: Float32Array, path: Path, map: readonly number[], stroke: number): void {
  const [a, b, c, d, e, f] = map;
  let [x0, y0] = [0, 0];
  for (let i = 0; i < path.length; i += 2) {
    const x = a * path[i] + b * path[i + 1] + e;
    const y = c * path[i] + d * path[i + 1] + f;
    if (i > 0) drawLine(ink, x0, y0, x, y, stroke);
    [x0, y0] = [x, y];
  }
}

/** Nearly normal, mean 0 and deviation 1: the sum of the four bytes of one draw (deviation √(4 (256² - 1) / 12)). */
function roughNormal(random: Random): number {
  const bits = random.uint32();
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / 147.8;
}

function drawGlyph(shape: GlyphShape, random: Random, ink: Float32Array, image: Uint8Array): void {
  ink.fill(0);
  const map = placement(shape, random);
  const stroke = between(random, variation.stroke);
  for (const path of shape.paths) drawPath(ink, path, map, stroke);
  const paper = between(random, variation.paper);
  const contrast = between(random, variation.ink) - paper;
  const noise = between(random, variation.noise);
  for (let i = 0; i < pixels; i++) {
    const grey = paper + contrast * ink[i] + noise * roughNormal(random);
    image[i] = grey < 0 ? 0 : grey > 255 ? 255 : grey + 0.5;
  }
}

/** `count` images, the classes in turn. */
function drawGlyphs(count: number, random: Random): Examples {
  const inputs = new Uint8Array(count * pixels);
  const labels = Int32Array.from({ length: count }, (_, i) => i % glyphShapes.length);
  const ink = new Float32Array(pixels);
  for (let i = 0; i < count; i++) {
    drawGlyph(glyphShapes[labels[i]], random, ink, inputs.subarray(i * pixels, (i + 1) * pixels));
  }
  return { count, shape: [size, size], inputs, labels };
}

/**
 * Images of ten shapes, 28 × 28 grey levels, that differ in place, size, turn, stroke, ink, paper and noise.
 * Circles and ovals, and squares and diamonds, overlap: by stretch and turn alone, no classifier errs in less than 2 %.
 * A multilayer perceptron of 512, 256 and 128 units errs in about 10 % after 20 epochs over 4,000 images.
 * @param name the text that gives these data again
 */
export function makeGlyphs(name: string, { train, test, seed }: GlyphOptions): Dataset {
  checkValues("glyphs", Math.max(train, test), pixels);
  const random = createRandom(seed);
  return createDataset({
    name,
    title: "Glyphs: ten drawn shapes, 28 × 28",
    classes: glyphShapes.map((shape) => shape.name),
    ...pixelScaling,
    train: drawGlyphs(train, random.fork("glyphs", "train")),
    test: drawGlyphs(test, random.fork("glyphs", "test")),
    image: { width: size, height: size, channels: 1 },
  });
}
