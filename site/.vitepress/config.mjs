// The site: pages that scripts/site writes into dist/pages, found by a search that needs no server.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const pages = fileURLToPath(new URL("../dist/pages", import.meta.url));
const contents = `${pages}/contents.json`;
if (!existsSync(contents)) throw new Error("site: no pages yet; run npm run site in the repository's root");
const { jobs, guides, reference, api } = JSON.parse(readFileSync(contents, "utf8"));

const section = (text, items) => ({ text, items });
const sidebar = [
  section("Jobs", jobs),
  section("Guides", guides),
  section("Reference", reference),
  section("API", api),
];

export default defineConfig({
  title: "softlabel",
  description: "Train classifiers with softened labels, and find out whether that helped.",
  lang: "en",
  srcDir: "dist/pages",
  outDir: "dist/site",
  cacheDir: "dist/cache",
  cleanUrls: false,
  metaChunk: true,
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: {
    config: scrollableTables,
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  themeConfig: {
    nav: [
      { text: "Start", link: "/jobs/compare" },
      { text: "Guides", link: "/guides/data" },
      { text: "Methods", link: "/guides/methods" },
      { text: "API", link: "/api/" },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: "local" },
    externalLinkIcon: true,
  },
});

/** Tables scroll by keyboard, too. */
function scrollableTables(markdown) {
  markdown.renderer.rules.table_open = () => '<table tabindex="0">\n';
}
