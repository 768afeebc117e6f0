// The folder of the real data sets, if they are on this machine: too large for the repository.
import { fileURLToPath } from "node:url";
import path from "node:path";

const folder = process.env["SOFTLABEL_SHARED"] ?? fileURLToPath(new URL("../../shared", import.meta.url));

/** The path of a file in the shared folder, which may be absent: `needs` of prerequisites.ts says so of a test. */
export const sharedFile = (name: string): string => path.join(folder, name);
