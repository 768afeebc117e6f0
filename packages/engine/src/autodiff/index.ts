// Public names of autodiff.
export {};
