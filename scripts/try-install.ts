// Installs the packed packages as a stranger does: `npm run try-install` needs the registry, and allows install scripts.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeSampleFiles } from "../test/consumer/sampleFiles.ts";
import { packPackages } from "./pack.ts";

const project = mkdtempSync(path.join(tmpdir(), "softlabel-install-"));
const table = ["penguins.csv", "--label", "species"];

/** What a stranger types after the installation. */
const commands = [
  ["compare", ...table, "--out", "compared"],
  ["train", ...table, "--method", "smooth:0.1", "--out", "trained"],
  ["predict", "trained", "new-penguins.csv"],
  ["evaluate", "hard=hard.csv", "smooth=smooth.npz"],
  ["report", "compared"],
];

function run(command: string, args: readonly string[]): void {
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  console.log(
    `\n> ${command} ${args.join(" ")}: ${((performance.now() - started) / 1000).toFixed(1)} s, exit ${status}\n`,
  );
  if (status !== 0) process.exit(1);
}

await writeSampleFiles(project);
writeFileSync(path.join(project, "package.json"), JSON.stringify({ name: "stranger", private: true }));
const tarballs = packPackages(project).map(({ file }) => file);
run("npm", ["install", "--ignore-scripts=false", "--no-audit", "--no-fund", ...tarballs]);
const native = existsSync(path.join(project, "node_modules/onnxruntime-node"));
console.log(native ? "onnxruntime-node is installed" : "onnxruntime-node was left out: its install script failed");
for (const command of commands) run("npx", ["softlabel", ...command]);
console.log(`The project is in ${project}`);
