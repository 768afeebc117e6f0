// What made-up experiments are made from, for tests.
import type { Sources } from "./sources.ts";

export const madeUpSources: Sources = { fingerprint: "abc", runtimeVersion: "1.0.0", provider: "cpu" };
