// Tests that whatever a template is given comes out escaped, once.
import { describe, expect, it } from "vitest";
import { escapeText, html, Markup } from "./markup.ts";

describe("html", () => {
  it("escapes text in elements and attributes", () => {
    const text = `<b> & "it's"`;
    expect(html`<p title="${text}">${text}</p>`.text).toBe(
      `<p title="&lt;b&gt; &amp; &quot;it&#39;s&quot;">&lt;b&gt; &amp; &quot;it&#39;s&quot;</p>`,
    );
  });

  it("keeps markup as it is and escapes nothing twice", () => {
    const inner = html`<b>${"&"}</b>`;
    expect(html`<p>${inner}${new Markup("<br />")}</p>`.text).toBe("<p><b>&amp;</b><br /></p>");
  });

  it("joins lists, writes numbers, and leaves out what is undefined", () => {
    expect(html`${[1, "<", undefined, html`<i></i>`]}${undefined}`.text).toBe("1&lt;<i></i>");
  });

  it("takes strings of any characters", () => {
    expect(escapeText("naïve 👟 $& $1")).toBe("naïve 👟 $&amp; $1");
  });
});
