// The shells that complete softlabel's command line.

/** Names of the shells, as `softlabel completion` takes them. */
export const shells = ["bash", "zsh", "fish"] as const;

/** A shell. */
export type Shell = (typeof shells)[number];
