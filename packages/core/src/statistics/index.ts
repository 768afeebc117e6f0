// Public names of statistics.
export { normalCdf, normalQuantile } from "./normal.ts";
export { studentCdf, studentQuantile } from "./studentT.ts";
export { twoWayInterval } from "./twoWayInterval.ts";
export type { TwoWayInterval } from "./twoWayInterval.ts";
export { holm } from "./holm.ts";
