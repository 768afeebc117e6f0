// Public names of targets.
export {};
