// What plots need of a document: a page's own has it, and so has one made on Node.

/** What is used of an SVG element. */
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
