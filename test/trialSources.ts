// What made-up experiments are made from, for tests.
import type { Sources } from "../packages/experiment/src/options/sources.ts";

export const madeUpSources: Sources = { fingerprint: "abc", runtimeVersion: "1.0.0", provider: "cpu" };
