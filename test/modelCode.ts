// Runs the code of a model's card, as a reader would who copies it into a file beside the model.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runPage } from "./browser.ts";
import { python } from "./prerequisites.ts";
import { repositoryRoot } from "./sourceFiles.ts";

/** What the code prints of its first row. */
export interface Said {
  readonly label: string;
  readonly probability: number;
}

/** The block of a language in a card, and what its last comment promises. */
export function cardCode(folder: string, language: "js" | "python"): { code: string; promised: Said | undefined } {
  const card = readFileSync(path.join(folder, "MODEL.md"), "utf8");
  const code = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(card)![1];
  const comment = /(?:\/\/|#) (".*"), ([\d.]+)\n$/.exec(code);
  const promised = comment && { label: JSON.parse(comment[1]) as string, probability: Number(comment[2]) };
  return { code, promised: promised ?? undefined };
}

/** "label probability", where the label may hold anything. */
function parse(output: string): Said {
  const [, label, probability] = /^([^]*) ([\d.e-]+)\n$/.exec(output)!;
  return { label, probability: Number(probability) };
}

/** Runs the JavaScript of the card with a runtime, from the folder of the model. */
export function runJavaScript(folder: string, runtime: "onnxruntime-node" | "onnxruntime-web"): Said {
  const modules = path.join(folder, "node_modules");
  if (!existsSync(modules)) symlinkSync(path.join(repositoryRoot, "node_modules"), modules, "dir");
  const file = path.join(folder, `${runtime}.mjs`);
  writeFileSync(file, cardCode(folder, "js").code.replace("onnxruntime-node", runtime));
  return parse(execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8", stdio: "pipe" }));
}

/** Runs the JavaScript of the card in a page that serves the model and onnxruntime-web. */
export async function runInBrowser(chromium: string, folder: string): Promise<unknown> {
  const modules = path.join(repositoryRoot, "node_modules", "onnxruntime-web", "dist");
  const names = ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"];
  const served = names.map((name) => [`/${name}`, path.join(modules, name)] as const);
  const code = cardCode(folder, "js")
    .code.replace(/^import \* as ort .*$/m, "const ort = await import(url);")
    .replace(/console\.log\((.*)\);.*\n$/, "return [$1];");
  const script = `async function run() { const url = "/${names[0]}"; ${code} }`;
  const files = { ...Object.fromEntries(served), "/model.onnx": path.join(folder, "model.onnx") };
  return runPage(chromium, script, false, { files });
}

/** Runs the Python of the card likewise. */
export function runPython(folder: string): Said {
  const { code } = cardCode(folder, "python");
  return parse(execFileSync(python, ["-c", code], { cwd: folder, encoding: "utf8", stdio: "pipe" }));
}
