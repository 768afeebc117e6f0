// What an experiment is made from beside its options: hashes of the content of data and files, so that a change is noticed.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Hashes by what they are of. */
export interface Sources {
  /** Of the data set's content. */
  readonly fingerprint: string;
  /** Of the file that the model is read from. */
  readonly modelFile?: string;
  /** Of the teacher's model. */
  readonly teacherFile?: string;
}

/** SHA-256 of a file, in hexadecimal digits. */
export function hashFile(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
