// Notes on the data and the model.
import type { Results } from "@softlabel/experiment/internal";
import { html, type Markup } from "../base/markup.ts";

/** The section of notes; undefined if there are none. */
export function noteSection({ data, modelNotes = [] }: Results): Markup | undefined {
  const notes = [...(data.notes ?? []), ...modelNotes];
  if (notes.length === 0) return undefined;
  return html`<section id="notes">
    <h2>Notes on data and model</h2>
    <ul class="notes">
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`;
}
