// Public names of metrics.
export {};
