// Public names of models.
export {};
