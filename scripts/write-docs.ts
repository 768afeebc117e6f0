// Writes the pages of docs that are made from the code.
import { writeFileSync } from "node:fs";
import { conventionsPage } from "./conventionsPage.ts";
import { methodsPage } from "./methodsPage.ts";

const pages = { methods: methodsPage(), conventions: conventionsPage() };
for (const [name, text] of Object.entries(pages)) writeFileSync(new URL(`../docs/${name}.md`, import.meta.url), text);
