// The parts of a document that drawing needs, in a browser and in Node.

/** The parts of an SVG element that are used. */
export interface PlotElement {
  readonly innerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<PlotElement>;
}

/** A document that elements can be made in. */
export interface PlotDocument<Element extends PlotElement> {
  createElementNS(namespace: "http://www.w3.org/2000/svg", name: "svg" | "path"): Element;
}
