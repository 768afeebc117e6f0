// HTML templates that escape every value; plots remain values until the page is written.
import type { PlotDescription } from "./plotDescription.ts";

/** A piece of HTML that is safe to put into a page as it is, with places for plots. */
export class Markup {
  readonly parts: readonly (string | PlotDescription)[];

  constructor(...parts: (string | PlotDescription)[]) {
    this.parts = parts;
  }

  /**
   * The text of the HTML.
   * @param draw the text that stands for a plot: an SVG element, or a place for one that is drawn later
   */
  write(draw: (plot: PlotDescription) => string): string {
    return this.parts.map((part) => (typeof part === "string" ? part : draw(part))).join("");
  }
}

/** Values of a template: text and numbers are escaped, markup is not, lists are joined, undefined is left out. */
export type Content = string | number | Markup | PlotDescription | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it must be written in HTML, in an element or in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

const characters = new Map(Object.entries(entities).map(([character, entity]) => [entity, character]));

/** The inverse of `escapeText`. */
export function unescapeText(text: string): string {
  return text.replace(/&#?\w+;/g, (entity) => characters.get(entity) ?? entity);
}

const isList = (content: Content): content is readonly Content[] => Array.isArray(content);

function partsOf(content: Content): Markup["parts"] {
  if (content === undefined) return [];
  if (content instanceof Markup) return content.parts;
  if (isList(content)) return content.flatMap(partsOf);
  return [typeof content === "object" ? content : escapeText(String(content))];
}

/**
 * The template tag of the report: `` html`<p>${text}</p>` ``.
 * @returns markup with every interpolated string escaped
 */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(...strings.flatMap((text, i) => [text, ...partsOf(contents[i])]));
}
