// What some tests need from outside the repository: where it is looked for, and what is said at the end of a run without it.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { findChromium } from "./browser.ts";
import { sharedFile } from "./shared.ts";
import { repositoryRoot } from "./sourceFiles.ts";

declare module "vitest" {
  interface TaskMeta {
    /** Said of a test that was not run, for want of this: "in a browser, no Chromium on the PATH". */
    missing?: string;
  }
}

interface Prerequisite {
  /** Which tests need it, after "6 tests". */
  readonly tests: string;
  /** What is said where it is absent. */
  readonly missing: string;
  readonly isPresent: () => boolean;
}

/** The Python that tests use: $SOFTLABEL_PYTHON, or python3 on the PATH. */
export const python = process.env["SOFTLABEL_PYTHON"] ?? "python3";

function runs(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A Python with modules, for tests of one kind. */
const pythonWith = (tests: string, ...modules: readonly string[]): Prerequisite => ({
  tests,
  missing: `no python3 with ${modules.join(" and ")} ($SOFTLABEL_PYTHON names another)`,
  isPresent: () => runs(python, "-c", `import ${modules.join(", ")}`),
});

/** A real data set, too large for the repository, in the folder data of the shared folder. */
const dataSet = (name: string, folder: string): Prerequisite => ({
  tests: `on the real ${name}`,
  missing: `no folder ../shared/data/${folder} beside the checkout ($SOFTLABEL_SHARED names another)`,
  isPresent: () => existsSync(sharedFile(`data/${folder}`)),
});

/** A shell whose completion is asked. */
const shell = (name: string): Prerequisite => ({
  tests: `of completion in ${name}`,
  missing: `no ${name} on the PATH`,
  isPresent: () => runs(name, "-c", "exit 0"),
});

const prerequisites = {
  chromium: {
    tests: "in a browser",
    missing: "no Chromium on the PATH",
    isPresent: () => findChromium() !== undefined,
  },
  site: {
    tests: "of the documentation site",
    missing: "no site/dist/site (npm run site builds it)",
    isPresent: () => existsSync(path.join(repositoryRoot, "site/dist/site/index.html")),
  },
  numpy: pythonWith("of snippets in Python", "numpy"),
  tensorboard: pythonWith("that TensorBoard reads", "tensorboard"),
  onnxruntime: pythonWith("that run a model in Python", "onnxruntime"),
  pillow: pythonWith("that run a model of images in Python", "onnxruntime", "PIL"),
  fashionMnist: dataSet("Fashion-MNIST", "fashion-mnist"),
  cifar10: dataSet("CIFAR-10", "cifar10-folders"),
  tables: dataSet("penguins and diamonds", "tables"),
  redisServer: {
    tests: "of trials on a queue",
    missing: "no redis-server on the PATH",
    isPresent: () => runs("redis-server", "--version"),
  },
  fileModes: {
    tests: "of files that others may read",
    missing: "no file modes on this platform",
    isPresent: () => process.platform !== "win32",
  },
  bash: shell("bash"),
  zsh: shell("zsh"),
  fish: shell("fish"),
} as const satisfies Record<string, Prerequisite>;

const known = new Map<string, boolean>();

/**
 * Options of `describe` or `it` for tests that need something from outside: without it they are not run, and the last
 * lines of the test run say how many, and why.
 */
export function needs(name: keyof typeof prerequisites): { skip: boolean; meta: { missing?: string } } {
  const { tests, missing, isPresent }: Prerequisite = prerequisites[name];
  const present = known.get(name) ?? isPresent();
  known.set(name, present);
  return present ? { skip: false, meta: {} } : { skip: true, meta: { missing: `${tests}, ${missing}` } };
}
