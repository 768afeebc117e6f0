// The files that an experiment's options name, such as ONNX models: who reads them is handed in.

/**
 * Reads a file that an option names.
 * @param file as the option names it
 * @returns its bytes, or undefined where there is no such file
 */
export type ReadFile = (file: string) => Uint8Array | undefined;
