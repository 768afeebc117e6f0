// Public names of statistics.
export {};
