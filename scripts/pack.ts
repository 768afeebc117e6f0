// Packs all packages as npm publishes them: `npm run pack` builds, then runs this. Hooks such as prepack are off here.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A packed package. */
export interface Tarball {
  readonly name: string;
  readonly file: string;
  /** What it holds, relative to the package. */
  readonly contents: readonly string[];
}

interface Listing {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const root = fileURLToPath(new URL("..", import.meta.url));

function run(command: string, args: readonly string[], shell = false): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8", shell });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

/**
 * Packs every package as it is built.
 * @param destination an existing folder
 */
export function packPackages(destination: string): Tarball[] {
  const args = ["pack", "--workspaces", "--json", "--ignore-scripts", "--pack-destination", destination];
  // On Windows, npm is a script.
  const listings = JSON.parse(run("npm", args, process.platform === "win32")) as Listing[];
  return listings.map(({ name, filename, files }) => ({
    name,
    file: path.join(destination, filename),
    contents: files.map((file) => file.path),
  }));
}

if (process.argv[1] === import.meta.filename) {
  const destination = path.join(root, "tarballs");
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination);
  for (const { file, contents } of packPackages(destination))
    console.log(`${path.relative(root, file)}: ${contents.length} files`);
}
