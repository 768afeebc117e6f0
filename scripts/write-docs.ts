// Writes the pages of docs that are made from the code.
import { writeFileSync } from "node:fs";
import { methodsPage } from "./methodsPage.ts";

writeFileSync(new URL("../docs/methods.md", import.meta.url), methodsPage());
