// Reading the files that options name, such as ONNX models: handed in by the caller.

/**
 * Reads a file named by an option.
 * @param file the path as given in the option
 * @returns the bytes; undefined if there is no such file
 */
export type ReadFile = (file: string) => Uint8Array | undefined;

/** The path of a file beside one that an option names, as ONNX models with external data need. */
export const pathBeside = (file: string, name: string): string => file.replace(/[^/\\]*$/, () => name);

/** Reads the files beside one that an option names. */
export const besideFile =
  (file: string, readFile: ReadFile): ReadFile =>
  (name) =>
    readFile(pathBeside(file, name));
