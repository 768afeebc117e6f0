// Public names of training.
export {};
