// The methods: each a named way to soften, as data. Adding one is adding its file and a line here.
import { hardMethod } from "./hard.ts";
import { relaxMethod } from "./labelRelaxationRule.ts";
import type { MethodDefinition } from "./methodDefinition.ts";
import { smoothMethod } from "./smooth.ts";

/** All methods. */
export const methodTable: readonly MethodDefinition[] = [hardMethod, smoothMethod, relaxMethod];
