// Public names of losses.
export {};
