// Which image files belong to which class and part, before any of them is opened.
import { firstOf, grouped, listed } from "@softlabel/core/internal";
import { fileName } from "../../base/fileName.ts";

/** An image file and the index of its class. */
export interface LabelledImage {
  readonly file: string;
  readonly label: number;
}

/** Everything that a folder or a table says about its images. */
export interface ImageList {
  /** The folder or table, for messages; images are named relative to `root`. */
  readonly source: string;
  readonly root: string;
  readonly classes: readonly string[];
  readonly train: readonly LabelledImage[];
  /** Empty where the source sets none apart. */
  readonly validation: readonly LabelledImage[];
  /** Empty where the source sets none apart. */
  readonly test: readonly LabelledImage[];
  /** Sentences about what was left out. */
  readonly notes: readonly string[];
}

/** The endings of image files that can be decoded. */
export const imageEndings = [
  ".jpg",
  ".jpeg",
  ".jfif",
  ".jpe",
  ".png",
  ".webp",
  ".gif",
  ".tif",
  ".tiff",
  ".avif",
] as const;

/** The endings of image files that cannot be decoded here. */
const foreignEndings = [
  ".bmp",
  ".heic",
  ".heif",
  ".jxl",
  ".jp2",
  ".psd",
  ".ico",
  ".dng",
  ".cr2",
  ".nef",
  ".arw",
  ".raw",
];

/** The ending of a file's name in lower case, ".txt"; the whole name where it has none. */
export function endingOf(name: string): string {
  const last = fileName(name).toLowerCase();
  const dot = last.lastIndexOf(".");
  return dot > 0 ? last.slice(dot) : last;
}

/** What is left out of folders of images: how many files by their endings, and how many images in folders of programs. */
export interface LeftOutFiles {
  readonly byEnding: ReadonlyMap<string, number>;
  readonly byFolder: ReadonlyMap<string, number>;
}

const countedBy = (counts: ReadonlyMap<string, number>, isShown: (name: string) => boolean): string[] =>
  [...counts].filter(([name]) => isShown(name)).map(([name, count]) => `${grouped(count)} ${name}`);

/** Sentences on the files that were left out. */
export function describeLeftOut({ byEnding, byFolder }: LeftOutFiles): string[] {
  const isForeign = (ending: string): boolean => foreignEndings.includes(ending);
  const foreign = countedBy(byEnding, isForeign);
  const others = countedBy(byEnding, (ending) => !isForeign(ending));
  const hidden = [...byFolder].map(([folder, count]) => `${grouped(count)} in ${folder}`);
  return [
    ...(foreign.length === 0
      ? []
      : [`Files left out that cannot be decoded: ${listed(foreign)}; convert them to JPEG or PNG.`]),
    ...(others.length === 0 ? [] : [`Files left out that are not images: ${firstOf(others, 5)}.`]),
    ...(hidden.length === 0 ? [] : [`Images left out of folders that programs keep: ${firstOf(hidden, 5)}.`]),
  ];
}

/** Whether a name ends as image files do; hidden files do not count. */
export function isImageName(name: string): boolean {
  return !fileName(name).startsWith(".") && imageEndings.some((ending) => ending === endingOf(name));
}
