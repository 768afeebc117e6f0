// Which image files belong to which class and part, before any of them is opened.

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
export const imageEndings = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"] as const;

/** Whether a name ends as image files do; hidden files do not count. */
export function isImageName(name: string): boolean {
  const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).toLowerCase();
  return !last.startsWith(".") && imageEndings.some((ending) => last.endsWith(ending));
}
