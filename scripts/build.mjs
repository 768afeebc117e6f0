// Builds everything the packages ship: the kernels, then JavaScript and declarations in each package's dist.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

await import("./build-kernels.mjs");
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [compiler, "-b"], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  stdio: ["ignore", 2, 2],
});
