// HTML from templates in which every value is escaped unless it is markup already.

/** A piece of HTML that is safe to put into a page as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is not, lists are joined, nothing is left out. */
export type Content = string | number | Markup | undefined | readonly Content[];

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

/** What `escapeText` was given, from what it made of it. */
export function unescapeText(text: string): string {
  return text.replace(/&#?\w+;/g, (entity) => characters.get(entity) ?? entity);
}

function write(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "string") return escapeText(content);
  return typeof content === "number" ? String(content) : content.map(write).join("");
}

/**
 * The template tag of the report: `` html`<p>${text}</p>` ``.
 * @returns markup with every interpolated string escaped
 */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(strings.map((part, i) => part + (i < contents.length ? write(contents[i]) : "")).join(""));
}
