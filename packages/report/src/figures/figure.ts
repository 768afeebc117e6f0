// A plot as the report shows it: title, what to look for, drawing, and the same numbers as a table.
import { html, type Content, type Markup } from "../base/markup.ts";
import type { PlotDescription, PlotTable } from "../base/plotDescription.ts";

/** A table that scrolls sideways where it is too wide, also by keyboard. */
export function scrollable(label: string, table: Markup): Markup {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}

/** A plain table of text; the first cell of a row is its heading. */
export function numbersTable(caption: string, { columns, rows }: PlotTable): Markup {
  const body = rows.map(
    ([first, ...others]) =>
      html`<tr>
        <th scope="row">${first}</th>
        ${others.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  const table = html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
  return scrollable(caption, table);
}

/** The numbers of a plot, folded away. */
export function asTable({ label, table }: PlotDescription): Markup {
  return html`<details class="numbers">
    <summary>As a table</summary>
    ${numbersTable(label, table)}
  </details>`;
}

/** The words of a figure. */
interface FigureText {
  readonly title: Content;
  /** The unit and other details beside the title. */
  readonly note?: string;
  /** What to look for; absent if the text above several figures says it. */
  readonly lookFor?: Content;
}

/** The caption of a figure, above its drawing. */
export function caption({ title, note, lookFor }: FigureText): Markup {
  const beside = note === undefined || note === "" ? undefined : html` <span class="note">${note}</span>`;
  const below = lookFor === undefined ? undefined : html`<span class="look">${lookFor}</span>`;
  return html`<figcaption><strong>${title}</strong>${beside}${below}</figcaption>`;
}

/** A plot with its caption and its table. */
export function figure(text: FigureText, plot: PlotDescription): Markup {
  return html`<figure>${caption(text)} ${plot} ${asTable(plot)}</figure>`;
}
