// The reference values, which other libraries computed or documents print: test/reference/README.md says where each is from.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The path of a file of reference values. */
export const referenceFile = (name: string): string => fileURLToPath(new URL(`reference/${name}`, import.meta.url));

/** The JSON document in a file of reference values; the caller says what it holds. */
export function readReference<Content>(name: string): Content {
  return JSON.parse(readFileSync(referenceFile(name), "utf8")) as Content;
}
