// How the experiment was run: its options, its data, the versions and the command.
import { grouped } from "@softlabel/core/internal";
import type { Results } from "@softlabel/experiment/internal";
import { html, type Markup } from "../base/markup.ts";

/** A value as text: lists with commas, records as "name value", a dash for what is absent. */
function writeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(writeValue).join(", ");
  if (value !== null && typeof value === "object") {
    return Object.entries(value)
      .map(([name, own]) => `${name} ${writeValue(own)}`)
      .join(", ");
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "–";
}

/** A field name in words: batchSize is batch size. */
function inWords(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function row(name: string, value: string): Markup {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>`;
}

/** The section on how it was run. */
export function provenanceSection({ experiment, data, trials, softlabel }: Results): Markup {
  const { command, ...options } = experiment;
  const counts = `${grouped(data.trainCount)} training, ${grouped(data.validationCount)} validation, ${grouped(data.testCount)} test`;
  return html`<section id="provenance">
    <h2>How it was run</h2>
    ${typeof command === "string" ? html`<pre class="scroll" tabindex="0"><code>${command}</code></pre>` : undefined}
    <table class="options">
      <caption>
        Options
      </caption>
      <tbody>
        ${Object.entries(options).map(([name, value]) => row(inWords(name), writeValue(value)))}
        ${row("examples", counts)} ${row("runs", `${grouped(trials.finished)} of ${grouped(trials.total)} finished`)}
        ${row("softlabel", softlabel)}
      </tbody>
    </table>
  </section>`;
}
