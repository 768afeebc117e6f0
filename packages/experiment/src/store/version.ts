// The version of all packages, as records state it.

/** Equal to the version in every package.json: set by a release, checked by a test. */
export const version = "0.1.0";
