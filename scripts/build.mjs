// Builds everything the packages ship: the kernels, then JavaScript and declarations in each package's dist.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

await import("./build-kernels.mjs");
const root = new URL("..", import.meta.url);
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [compiler, "-b"], { cwd: fileURLToPath(root), stdio: ["ignore", 2, 2] });
if (status !== 0) process.exit(1);
// When this build was finished: the command compares it with its sources.
writeFileSync(new URL("packages/softlabel/dist/.built", root), "");
