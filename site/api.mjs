// Writes the reference of every package as Markdown, from the docstrings.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Application, ReflectionKind } from "typedoc";

/** Every public entry of every package: the name that is imported, and its source. */
function publicEntries(root) {
  return readdirSync(path.join(root, "packages")).flatMap((folder) => {
    const { name, exports } = JSON.parse(readFileSync(path.join(root, "packages", folder, "package.json"), "utf8"));
    const rows = Object.entries(exports).filter(
      ([entry, to]) => typeof to !== "string" && !entry.startsWith("./internal"),
    );
    return rows.map(([entry, to]) => ({
      name: path.posix.join(name, entry),
      source: path.posix.join("packages", folder, to["@softlabel/source"]),
    }));
  });
}

/** What TypeDoc calls the module of a source: "core/src/kernels". */
const moduleOf = (source) => source.replace(/^packages\//, "").replace(/(\/index)?\.ts$/, "");

/** Writes the reference into `out`, and the packages into the sidebar. */
async function writeApi(root, out) {
  const entries = publicEntries(root);
  const app = await Application.bootstrapWithPlugins({
    entryPoints: entries.map(({ source }) => path.join(root, source)),
    tsconfig: path.join(root, "site/tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    readme: "none",
    name: "API reference",
    out,
    logLevel: "Error",
    skipErrorChecking: true,
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    hideGroupHeadings: false,
    entryFileName: "index",
    useCodeBlocks: true,
    expandObjects: true,
    indexFormat: "table",
    groupOrder: ["Functions", "Classes", "Variables", "Interfaces", "Type Aliases"],
    membersWithOwnFile: ["Function", "Class", "Interface"],
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    typeAliasPropertiesFormat: "table",
    enumMembersFormat: "table",
    sanitizeComments: true,
    githubPages: false,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("the packages cannot be read");
  const modules = project.getChildrenByKind(ReflectionKind.Module);
  const nameOf = new Map(entries.map(({ name, source }) => [moduleOf(source), name]));
  for (const module of modules) module.name = nameOf.get(module.name) ?? module.name;
  await app.generateOutputs(project);
  return entries.map(({ name }) => ({ text: name, link: `/api/${name}/` }));
}

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = path.join(root, "site/dist/pages");
const contents = path.join(pages, "contents.json");
const api = await writeApi(root, path.join(pages, "api"));
writeFileSync(contents, JSON.stringify({ ...JSON.parse(readFileSync(contents, "utf8")), api }));
