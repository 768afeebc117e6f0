// Public names of calibration.
export {};
