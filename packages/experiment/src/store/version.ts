// The version of all packages, as records state it.

/** Equal to that of every package.json: a test holds it, and a release sets it. */
export const version = "0.1.0";
