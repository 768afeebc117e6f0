// Who may import whom: layers as data, and the dependency rules that follow from them. docs/architecture.md is written from it.
import { cruise, type ICruiseResult, type IForbiddenRuleType, type IViolation } from "dependency-cruiser";
import { entriesOf } from "./publicExports.ts";

export interface Layer {
  /** Folder or file, relative to the package's src. */
  readonly path: string;
  /** The layers of the same package that it may import; itself always. */
  readonly uses: readonly string[];
  /** What it alone may import from elsewhere. */
  readonly outside?: readonly string[];
  /** Whether it may use Node's own modules where the rest of the package may not. */
  readonly node?: boolean;
  /** Further layers of the package that its tests look into. */
  readonly testsUse?: readonly string[];
}

export interface PackageLayers {
  readonly layers: readonly Layer[];
  /** Regular expressions of what it may import from elsewhere: public entries of packages, never their insides. */
  readonly outside: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly node?: boolean;
  /** What its tests may import besides vitest, Node's modules and the repository's test folder. */
  readonly testsUse?: readonly string[];
}

const entryOf = (name: string): string => `^(${entriesOf(name).join("|").replaceAll(".", "\\.")})$`;
/** The entries that run in browsers too. */
const browserEntryOf = (name: string): string => {
  const entries = entriesOf(name).filter((entry) => !entry.includes("/node/"));
  return `^(${entries.join("|").replaceAll(".", "\\.")})$`;
};
const npm = (name: string): string => `^node_modules/${name}/`;

const ground = ["base"];
const onGround = ["targets", "metrics", "calibration", "geometry"];
const lossesAndBelow = [...ground, "targets", "losses"];
const engineBase = ["onnx"];
const trainingUses = ["onnx", "autodiff", "models", "kernels"];
/** The rooms of experiment in the order of what stands on what. */
const experimentRooms = [
  "store",
  "deployment",
  "options",
  "results",
  "records",
  "trial",
  "predictions",
  "analysis",
  "claims",
];
/** The rooms of report, likewise. */
const reportRooms = ["base", "plots", "tables", "figures", "sections", "card", "page"];
const below = (room: string): string[] => experimentRooms.slice(0, experimentRooms.indexOf(room));

/** The rooms of data that stand side by side. */
const dataRooms = ["splits", "synthetic", "formats"];
/** The rooms of data that run in browsers too. */
const browserRooms = ["features", "base", ...dataRooms, "named", "tables", "describe"];

/** Layers that others import together, under names for the page. */
export const layerGroups: Readonly<Record<string, readonly string[]>> = { "the rooms of experiment": experimentRooms };

/** Every layer of every package, in the order of what stands on what. */
export const packageLayers: Readonly<Record<string, PackageLayers>> = {
  core: {
    layers: [
      { path: "base", uses: [] },
      ...onGround.map((path) => ({ path, uses: ground })),
      // Every score at once, and so from all rooms that score.
      { path: "evaluation", uses: [...ground, "metrics", "calibration"] },
      // Which metrics are compared, and how they are called, is read from evaluation's table.
      { path: "statistics", uses: [...ground, "evaluation"], testsUse: ["metrics"] },
      { path: "losses", uses: [...ground, "targets"], testsUse: ["methods"] },
      { path: "methods", uses: lossesAndBelow },
      { path: "kernels", uses: lossesAndBelow },
      {
        path: "adapters",
        uses: [...lossesAndBelow, "methods"],
        outside: [npm("@tensorflow/tfjs-core"), npm("@jax-js/jax")],
      },
      {
        path: "index.ts",
        uses: [...ground, ...onGround, "evaluation", "statistics", "losses", "methods", "kernels", "adapters"],
      },
      // What the other packages of this repository share with core.
      { path: "internal.ts", uses: [...lossesAndBelow, "evaluation", "statistics"] },
    ],
    outside: [],
    testsUse: [npm("fast-check"), npm("@tensorflow/[^/]+")],
  },
  engine: {
    layers: [
      { path: "onnx", uses: [] },
      { path: "kernels", uses: [] },
      { path: "autodiff", uses: engineBase },
      { path: "models", uses: [...engineBase, "autodiff"] },
      { path: "training", uses: trainingUses },
      // A last layer with so many classes that its logits exist in tiles only.
      { path: "linearHead", uses: ["onnx", "autodiff", "training"] },
      { path: "index.ts", uses: [...trainingUses, "training", "linearHead"] },
      { path: "internal.ts", uses: [...trainingUses, "training"] },
    ],
    outside: [entryOf("core")],
    testsUse: [npm("fast-check"), npm("onnxruntime-node")],
  },
  data: {
    layers: [
      // How a table's columns became features, which every data set from a table carries.
      { path: "features", uses: [] },
      { path: "base", uses: ["features"], outside: [npm("@noble/hashes")] },
      ...dataRooms.map((path) => ({ path, uses: ["base", "features"], testsUse: ["named", "synthetic"] })),
      { path: "named", uses: ["base", "synthetic"] },
      // Tables in any database that answers DuckDB's SQL.
      { path: "tables", uses: ["base", "features", "splits"] },
      { path: "describe", uses: ["base", "splits", "named"], testsUse: ["synthetic", "features"] },
      ...["index.ts", "internal.ts"].map((path) => ({ path, uses: browserRooms })),
      // Files, folders, downloads, DuckDB and sharp.
      { path: "node", uses: browserRooms, outside: ["^node_modules/"], node: true },
    ],
    outside: [entryOf("core"), entryOf("engine")],
    testsUse: ["^node_modules/"],
  },
  experiment: {
    layers: [
      ...experimentRooms.map((path) => ({ path, uses: below(path), testsUse: experimentRooms })),
      { path: "index.ts", uses: experimentRooms },
      { path: "internal.ts", uses: experimentRooms },
    ],
    outside: [entryOf("core"), entryOf("engine"), browserEntryOf("data")],
    testsUse: [npm("onnxruntime-node"), npm("ajv"), entryOf("data")],
  },
  report: {
    layers: [
      ...reportRooms.map((path, i) => ({
        path,
        uses: reportRooms.slice(0, i),
        outside: path === "plots" || path === "base" ? [npm("@observablehq/plot")] : [],
        testsUse: ["nodeDocument.fixtures.ts", "report.fixtures.ts", ...reportRooms],
      })),
      { path: "index.ts", uses: ["base", "page"] },
      { path: "internal.ts", uses: reportRooms },
      { path: "internalPage.ts", uses: reportRooms },
      // What its tests share.
      { path: "nodeDocument.ts", uses: [], testsUse: reportRooms },
      { path: "report.ts", uses: [], testsUse: reportRooms },
    ],
    outside: [...["core", "engine", "experiment"].map(entryOf), browserEntryOf("data")],
    testsUse: [npm("linkedom"), npm("sharp"), npm("csv-parse")],
  },
  softlabel: {
    layers: [
      // The one place that opens ONNX Runtime: the native package is optional.
      { path: "runtime", uses: [] },
      // What is on disk: records, the files that options name, data.
      { path: "folder", uses: [] },
      { path: "predictionFiles", uses: [] },
      { path: "workers", uses: ["runtime", "folder"] },
      // Trials on other machines: the only room that speaks to Redis.
      { path: "queue", uses: ["folder", "workers"], testsUse: ["runtime"] },
      { path: "run", uses: ["runtime", "folder", "predictionFiles", "workers"] },
      { path: "tensorboard", uses: ["folder", "run"] },
      // New rows through a model that is finished.
      { path: "predict", uses: ["folder", "predictionFiles"], testsUse: ["runtime"] },
      {
        path: "cli",
        uses: ["runtime", "folder", "predictionFiles", "tensorboard", "workers", "queue", "run", "predict"],
      },
      { path: "index.ts", uses: [] },
    ],
    outside: [...["core", "engine", "data", "experiment", "report"].map(entryOf), "^node_modules/"],
    node: true,
  },
};

const testFile = "\\.(test|fixtures)\\.ts$";
const nodeModule = "core" as const;

/** The sources of a layer, as a regular expression on whole module paths. */
function layerPattern(name: string, layer: string): string {
  if (layer === ".") return `^packages/${name}/src/`;
  return `^packages/${name}/src/${layer.endsWith(".ts") ? layer.replace(".ts", "\\.ts$") : `${layer}/`}`;
}

/** The tests of a layer, likewise. */
function testPattern(name: string, layer: string): string {
  if (layer === ".") return `^packages/${name}/src/.*${testFile}`;
  return `^packages/${name}/src/${layer.endsWith(".ts") ? layer.replace(".ts", "") : `${layer}/.*`}${testFile}`;
}

/** What the sources of a layer may import, and, more widely, what its tests may. */
function layerRules(name: string, { layers, outside, node, testsUse }: PackageLayers): IForbiddenRuleType[] {
  return layers.flatMap((layer): IForbiddenRuleType[] => {
    const { path, uses, outside: alone = [], testsUse: lookInto = [] } = layer;
    const own = layerPattern(name, path);
    const inside = [path, ...uses].map((each) => layerPattern(name, each));
    const allowed = [...inside, ...outside, ...alone];
    const looks = lookInto.map((each) => layerPattern(name, each));
    const forTests = [...allowed, ...looks, ...(testsUse ?? []), entryOf(name), npm("vitest"), "^test/"];
    const notNode = { dependencyTypesNot: [nodeModule] };
    return [
      {
        name: `layer ${name}/${path}`,
        severity: "error",
        from: { path: own, pathNot: testFile },
        to: { pathNot: allowed, ...(node === true || layer.node === true ? notNode : {}) },
      },
      {
        name: `tests of ${name}/${path}`,
        severity: "error",
        from: { path: testPattern(name, path) },
        to: { pathNot: forTests, ...notNode },
      },
    ];
  });
}

/** Benches and examples see packages as a user does; tests may look inside. */
const fromOutside: IForbiddenRuleType = {
  name: "public exports only",
  severity: "error",
  from: { path: "^(bench|examples|scripts)/" },
  // The command line is not exported; the page of commands is made from it.
  to: {
    path: "^packages/",
    pathNot: [...Object.keys(packageLayers).map(entryOf), "^packages/softlabel/src/cli/program\\.ts$"],
  },
};

/** DuckDB and sharp are optional where data come from elsewhere; one room loads them, and says where they are missing. */
const optionalDecoders = "^node_modules/(@duckdb/|sharp/)";

/** What ships imports only what its package.json promises to bring along. */
const declared: IForbiddenRuleType = {
  name: "declared dependency",
  severity: "error",
  from: { path: "^packages/", pathNot: testFile },
  to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"], pathNot: optionalDecoders },
};

/** The native package may be absent, so that only the room that falls back to another may import it. */
const throughTheRuntime: IForbiddenRuleType = {
  name: "through the runtime",
  severity: "error",
  from: { path: "^packages/[^/]+/src/", pathNot: ["^packages/softlabel/src/runtime/", testFile] },
  to: { path: "onnxruntime-(node|web)/" },
};

const rules: readonly IForbiddenRuleType[] = [
  { name: "no cycle", severity: "error", from: {}, to: { circular: true } },
  { name: "found", severity: "error", from: {}, to: { couldNotResolve: true } },
  fromOutside,
  declared,
  throughTheRuntime,
  ...Object.entries(packageLayers).flatMap(([name, layers]) => layerRules(name, layers)),
];

/** One sentence a broken rule, sorted: `rule: from -> to`. */
export async function brokenRules(folder: string, roots: readonly string[]): Promise<string[]> {
  const result = await cruise(
    [...roots],
    {
      baseDir: folder,
      ruleSet: { forbidden: [...rules] },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "/(dist|assembly)/" },
    },
    { exportsFields: ["exports"], conditionNames: ["@softlabel/source", "import", "types", "default"] },
  );
  const { violations } = (result.output as ICruiseResult).summary;
  return violations.map(describeViolation).sort();
}

function describeViolation({ rule, from, to, cycle }: IViolation): string {
  const way = cycle === undefined ? [to] : cycle.map((step) => step.name);
  return `${rule.name}: ${[from, ...way].join(" -> ")}`;
}

/** The package sources outside every layer, to which no rule applies. */
export function withoutLayer(files: readonly string[]): string[] {
  const patterns = Object.entries(packageLayers).flatMap(([name, { layers }]) =>
    layers.map(({ path }) => new RegExp(`${layerPattern(name, path)}|${testPattern(name, path)}`)),
  );
  const inSource = files.filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file));
  return inSource.filter((file) => !patterns.some((pattern) => pattern.test(file)));
}
