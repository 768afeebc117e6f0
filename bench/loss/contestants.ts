// Who takes part: softlabel under each Node, PyTorch, tfjs, jax-js, and a plain copy of the same bytes.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Contestant } from "./contestant.ts";

/** A Node binary. */
export interface Node {
  readonly path: string;
  readonly version: string;
}

/** This Node, and others by their paths. */
export function findNodes(paths: readonly string[]): Node[] {
  const others = paths.map((path) => {
    const version = execFileSync(path, ["--version"], { encoding: "utf8" });
    return { path, version: version.trim().slice(1) };
  });
  return [{ path: process.execPath, version: process.versions.node }, ...others];
}

/** One of the programs of this folder. */
function nodeContestant(name: string, node: Node, file: string, args: readonly string[] = []): Contestant {
  const script = fileURLToPath(new URL(file, import.meta.url));
  // Node 20 has the relaxed instructions behind a flag; an engine that knows them by default needs none.
  const flags = Number(node.version.split(".")[0]) < 22 ? ["--experimental-wasm-relaxed-simd"] : [];
  const source = ["--import", "tsx", "--conditions=@softlabel/source"];
  return { name, program: node.path, args: [...flags, ...source, script, ...args] };
}

/** softlabel's names: where its arrays are, its instructions, its Node. */
export const ourName = (where: "in place" | "copied", instructions: "plain" | "relaxed", node: Node): string =>
  `softlabel ${where}, ${instructions}, Node ${node.version}`;

function softlabel(node: Node, threads: number): Contestant[] {
  const file = "softlabelProcess.ts";
  const variants = [
    ["in place", "plain"],
    ["in place", "relaxed"],
    ["copied", "plain"],
  ] as const;
  return variants.map(([where, instructions]) =>
    nodeContestant(ourName(where, instructions, node), node, file, [where, instructions, String(threads)]),
  );
}

/** All contestants on so many threads. */
export function contestantsOf(threads: number, nodes: readonly Node[], python: string | undefined): Contestant[] {
  const script = fileURLToPath(new URL("pytorch.py", import.meta.url));
  const torch = (python === undefined ? [] : ["eager", "compile"]).map((mode) => ({
    name: `PyTorch ${mode}`,
    program: python!,
    args: [script, mode, String(threads)],
  }));
  // Both compute on one thread in Node.
  const others = [
    nodeContestant("tfjs wasm", nodes[0], "tfjsProcess.ts"),
    nodeContestant("jax-js wasm", nodes[0], "jaxProcess.ts"),
  ];
  const floor = nodeContestant("plain copy", nodes[0], "softlabelProcess.ts", ["copy", "plain", "1"]);
  return [...nodes.flatMap((node) => softlabel(node, threads)), ...torch, ...(threads === 1 ? others : []), floor];
}
