// Runs softlabel compare as a user does and gives its results; progress goes to the terminal.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Results } from "softlabel";

/** The results of `softlabel compare` with these arguments. */
export function compareJson(args: readonly string[]): Promise<Results> {
  const command = fileURLToPath(new URL("../packages/softlabel/bin/softlabel.js", import.meta.url));
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const child = spawn(process.execPath, [command, "compare", ...args, "--json"], { stdio: [...stdio] });
  let text = "";
  child.stdout?.on("data", (part: Buffer) => (text += part.toString()));
  return new Promise((resolve, reject) => {
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(text) as Results);
      else reject(new Error(`softlabel compare: expected exit code 0, got ${code}`));
    });
  });
}
