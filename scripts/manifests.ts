// What the packages' manifests share, from the root's: version, licence, engine, addresses, how they are published.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** A package.json, as far as it is written here. */
export type Manifest = Record<string, unknown> & {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
};

const root = new URL("../", import.meta.url);
const fileOf = (folder: string): URL => new URL(`${folder === "" ? "" : `${folder}/`}package.json`, root);

/** The manifest in a folder of the repository; that of the root is in "". */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(fileOf(folder), "utf8")) as Manifest;
}

/** The folders of the packages, relative to the root. */
export const packageFolders = readdirSync(new URL("packages", root), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `packages/${name}`)
  .sort();

/**
 * A package's manifest with everything that follows from the root's, and from the version.
 * @param version of all packages; those that need one another need exactly that
 */
export function completeManifest(folder: string, version = readManifest(folder).version): Manifest {
  const manifest = readManifest(folder);
  const { license, engines, repository: address } = readManifest("") as Manifest & { readonly repository: string };
  const ours = new Set(packageFolders.map((each) => readManifest(each).name));
  const dependencies = Object.entries(manifest.dependencies ?? {}).map(([name, range]) => {
    return [name, ours.has(name) ? version : range] as const;
  });
  return {
    ...manifest,
    version,
    license,
    homepage: `${address}/tree/main/${folder}#readme`,
    bugs: `${address}/issues`,
    repository: { type: "git", url: `git+${address}.git`, directory: folder },
    engines,
    ...(dependencies.length === 0 ? {} : { dependencies: Object.fromEntries(dependencies) }),
    // Provenance needs the true address and a build service that signs: on once both are known.
    publishConfig: { access: "public", provenance: false },
    scripts: { prepack: "node ../../scripts/build.mjs" },
  };
}

/** Writes the manifest of a folder. */
export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(fileOf(folder), `${JSON.stringify(manifest, null, 2)}\n`);
}
