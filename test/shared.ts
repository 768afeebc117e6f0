// Where the reference values and the real data lie, if they are on this machine.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const candidate = process.env.SOFTLABEL_SHARED ?? fileURLToPath(new URL("../../shared", import.meta.url));

/** The folder with reference/ and data/, or undefined where it is absent: tests that need it are then skipped. */
export const sharedFolder: string | undefined = existsSync(path.join(candidate, "reference")) ? candidate : undefined;

/** The path of a file in the shared folder. */
export function sharedFile(name: string): string {
  return path.join(sharedFolder ?? candidate, name);
}
