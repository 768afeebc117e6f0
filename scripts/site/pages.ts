// The Markdown of the site: docs and site/pages as they are, methods with figures, examples, and what the sidebar lists.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { methodsPage } from "../methodsPage.ts";
import { guides, jobs, reference } from "./contents.ts";
import { methodFigures } from "./methodFigures.ts";

/** Where a file of the repository is found on the site, seen from a page of guides; undefined for one that isn't there. */
function placeOf(link: string): string | undefined {
  const example = /^\.\.\/examples\/(.*)\.ts$/.exec(link);
  if (example !== null) return `../examples.md#_${example[1]}`;
  if (link === "../examples") return "../examples.md";
  const folder = /^\.\.\/packages\/(\w+)(\/README\.md)?$/.exec(link)?.[1];
  if (folder === undefined) return undefined;
  return `../api/${folder === "softlabel" ? "" : "@softlabel/"}${folder}/index.md`;
}

/**
 * A page of docs as a page of the site: links to files beside docs lead to where those are on the site.
 * @throws Error for a link to a file that the site doesn't have
 */
export function guidePage(file: string, text: string): string {
  return text.replace(/\]\((\.\.\/[^)\s#]+)\)/g, (_, link: string) => {
    const place = placeOf(link);
    if (place === undefined)
      throw new Error(`docs/${file}: ${link} is not on the site; add it in scripts/site/pages.ts`);
    return `](${place})`;
  });
}

/** The numbered examples, each under its name. */
function examplesPage(folder: string): string {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  const sections = files.sort().map((file) => {
    const [header, ...code] = readFileSync(path.join(folder, file), "utf8").split("\n");
    const name = file.replace(/\.ts$/, "");
    return `## ${name}\n\n${header.replace(/^\/\/ /, "")}\n\n\`\`\`ts\n${code.join("\n").trim()}\n\`\`\`\n`;
  });
  return `# Examples\n\nShort programs that the tests run. A comment after \`// =>\` is what the line gives.\n\n${sections.join("\n")}`;
}

/** Writes all pages but the reference of the packages, and contents.json. */
export function writePages(root: string, out: string): void {
  rmSync(out, { recursive: true, force: true });
  cpSync(path.join(root, "site/pages"), out, { recursive: true });
  const docs = path.join(root, "docs");
  const target = path.join(out, "guides");
  mkdirSync(target);
  for (const file of readdirSync(docs)) {
    if (!file.endsWith(".md")) cpSync(path.join(docs, file), path.join(target, file));
    else writeFileSync(path.join(target, file), guidePage(file, readFileSync(path.join(docs, file), "utf8")));
  }
  writeFileSync(path.join(target, "methods.md"), methodsPage(methodFigures));
  writeFileSync(path.join(out, "examples.md"), examplesPage(path.join(root, "examples")));
  writeFileSync(path.join(out, "contents.json"), JSON.stringify({ jobs, guides, reference }));
}
