// Public names of autodiff.
export { differentiate } from "./gradient.ts";
export { gradientReach, type Reach } from "./reach.ts";
