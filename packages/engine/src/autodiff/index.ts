// Public names of autodiff.
export { differentiate } from "./gradient.ts";
