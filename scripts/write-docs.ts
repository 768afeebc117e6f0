// Writes the pages of docs, and the schema of results, that are made from the code.
import { writeFileSync } from "node:fs";
import { architecturePage } from "./architecturePage.ts";
import { claimsPage } from "./claimsPage.ts";
import { commandsPage } from "./commandsPage.ts";
import { conventionsPage } from "./conventionsPage.ts";
import { corePage } from "./corePage.ts";
import { methodsPage } from "./methodsPage.ts";
import { resultsPage } from "./resultsPage.ts";
import { resultsSchema } from "./resultsSchema.ts";
import { sourcesPage } from "./sourcesPage.ts";

const pages = {
  architecture: architecturePage(),
  claims: claimsPage(),
  commands: commandsPage(),
  conventions: conventionsPage(),
  core: corePage(),
  methods: methodsPage(),
  results: resultsPage(),
  sources: sourcesPage(),
};
for (const [name, text] of Object.entries(pages)) writeFileSync(new URL(`../docs/${name}.md`, import.meta.url), text);
const schemaFile = new URL("../packages/softlabel/results.schema.json", import.meta.url);
writeFileSync(schemaFile, `${JSON.stringify(resultsSchema(), null, 2)}\n`);
