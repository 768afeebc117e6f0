// Tests that templates escape every value once.
import { describe, expect, it } from "vitest";
import { escapeText, html, Markup } from "./markup.ts";
import type { PlotDescription } from "./plotDescription.ts";

const draw = ({ label }: PlotDescription): string => `<svg>${label}</svg>`;

describe("html", () => {
  it("escapes text in elements and attributes", () => {
    const text = `<b> & "it's"`;
    expect(html`<p title="${text}">${text}</p>`.write(draw)).toBe(
      `<p title="&lt;b&gt; &amp; &quot;it&#39;s&quot;">&lt;b&gt; &amp; &quot;it&#39;s&quot;</p>`,
    );
  });

  it("keeps markup as it is and escapes nothing twice", () => {
    const inner = html`<b>${"&"}</b>`;
    expect(html`<p>${inner}${new Markup("<br />")}</p>`.write(draw)).toBe("<p><b>&amp;</b><br /></p>");
  });

  it("joins lists, writes numbers, and leaves out undefined values", () => {
    expect(html`${[1, "<", undefined, html`<i></i>`]}${undefined}`.write(draw)).toBe("1&lt;<i></i>");
  });

  it("leaves plots to the caller that writes it", () => {
    const plot: PlotDescription = { label: "Errors", options: {}, table: { columns: [], rows: [] } };
    expect(html`<p>${html`<i>${plot}</i>`}${[plot]}</p>`.write(draw)).toBe(
      "<p><i><svg>Errors</svg></i><svg>Errors</svg></p>",
    );
  });

  it("takes strings of any characters", () => {
    expect(escapeText("naïve 👟 $& $1")).toBe("naïve 👟 $&amp; $1");
  });
});
