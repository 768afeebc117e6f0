// Projects of a stranger: the packed packages unpacked into node_modules, beside third-party packages from this repository's.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { extract } from "tar";
import { inject } from "vitest";
import { packPackages, type Tarball } from "../../scripts/pack.ts";
import { repositoryRoot } from "../sourceFiles.ts";
import type { SnippetAnswer, SnippetRequest } from "./snippetProcess.ts";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A new folder, removed after the tests. */
const newFolder = (purpose: string): string => mkdtempSync(path.join(inject("temporaryFolder"), `${purpose}-`));

let packed: readonly Tarball[] | undefined;

/** All packages, packed once per process. */
export function tarballs(): readonly Tarball[] {
  packed ??= packPackages(newFolder("tarballs"));
  return packed;
}

/** The folder of this repository in which a package's dependency is installed. */
function installed(owner: string, name: string): string {
  const places = [path.join(repositoryRoot, "packages", owner), repositoryRoot];
  const found = places.map((place) => path.join(place, "node_modules", name)).find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${name} is not installed: npm ci`);
  return found;
}

/** What a project is like. */
export interface ProjectOptions {
  /** Packages to leave out, as npm leaves out an optional one whose install script fails. */
  readonly without?: readonly string[];
  /** Further packages of this repository to link. */
  readonly with?: readonly string[];
}

/**
 * Makes a project with all packages installed from their tarballs. Only what their manifests name is there: links lead to
 * the packages that this repository has installed, so that nothing is downloaded.
 * @returns its folder
 */
export function createProject({ without = [], with: further = [] }: ProjectOptions = {}): string {
  const folder = newFolder("project");
  const modules = path.join(folder, "node_modules");
  const link = (owner: string, name: string): void => {
    const place = path.join(modules, name);
    if (without.includes(name) || existsSync(place)) return;
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(installed(owner, name), place, "junction");
  };
  for (const { name, file } of tarballs()) {
    mkdirSync(path.join(modules, name), { recursive: true });
    extract({ file, cwd: path.join(modules, name), strip: 1, sync: true });
  }
  for (const { name } of tarballs()) {
    const manifest = JSON.parse(readFileSync(path.join(modules, name, "package.json"), "utf8")) as Manifest;
    const owner = path.basename(name);
    for (const each of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) link(owner, each);
  }
  for (const name of further) link("softlabel", name);
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "stranger", type: "module" }));
  return folder;
}

let usual: string | undefined;

/** The project that most tests share, once per process, with the libraries that some entries and snippets stand beside. */
export function usualProject(): string {
  usual ??= createProject({ with: ["@tensorflow/tfjs-core", "@jax-js/jax", "@types/node"] });
  return usual;
}

/** Starts the process in which snippets run; `run` gives the number of values that one compared. */
export function startSnippets(): { run(request: SnippetRequest): Promise<number>; end(): void } {
  const file = fileURLToPath(new URL("./snippetProcess.ts", import.meta.url));
  // What examples print is not part of the tests.
  const stdio = ["ignore", "ignore", "inherit", "ipc"] as const;
  const child = fork(file, { execArgv: ["--import", "tsx"], cwd: repositoryRoot, stdio: [...stdio] });
  return {
    async run(request) {
      const answered = once(child, "message") as Promise<[SnippetAnswer]>;
      child.send(request);
      const [answer] = await answered;
      if ("error" in answer) throw new Error(answer.error);
      return answer.compared;
    },
    end: () => void child.kill(),
  };
}

/** What a finished command left. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the project's softlabel, as `npx softlabel` does there. */
export function runCommand(project: string, args: readonly string[], folder = project): Promise<Outcome> {
  const command = path.join(project, "node_modules/softlabel/bin/softlabel.js");
  const { SOFTLABEL_RUNTIME, SOFTLABEL_DATA, ...environment } = process.env;
  const env = { ...environment, XDG_CACHE_HOME: path.join(project, "cache") };
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output, errors })));
}
