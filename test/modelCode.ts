// Runs the code of a model's card, as a reader would who copies it into a file beside the model.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
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

/** Runs the Python of the card likewise. */
export function runPython(folder: string): Said {
  const { code } = cardCode(folder, "python");
  return parse(execFileSync(python, ["-c", code], { cwd: folder, encoding: "utf8", stdio: "pipe" }));
}
