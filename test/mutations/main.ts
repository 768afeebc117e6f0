// Makes one number wrong at a time and runs the tests: each mutation that no test notices is printed. `npm run mutate`.
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readText, repositoryRoot } from "../sourceFiles.ts";
import { allMutations, drawMutations } from "./mutations.ts";
import type { Mutation } from "./operators.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, draw: { type: "string" } } });

/**
 * Mutations that a report once had while every test passed: one score shown in the place of another. (Two more, in the table of
 * further scores, cannot be written any more: name and value of a metric are one row.)
 */
const onceUnnoticed = [["ece", "brier"]];

/** A run that takes longer has been made endless by the mutation, which is noticed. */
const longestRun = 600_000;

const git = (...words: string[]): string => execFileSync("git", words, { cwd: repositoryRoot, encoding: "utf8" });

/** Whether the tests of this command fail. */
function fails(...words: string[]): boolean {
  const vitest = path.join(repositoryRoot, "node_modules", "vitest", "vitest.mjs");
  const command = [vitest, ...words, "--run", "--bail=1", "--reporter=dot"];
  return spawnSync(process.execPath, command, { cwd: repositoryRoot, timeout: longestRun }).status !== 0;
}

/** Whether any test notices: those of the package first, which are quick, then all that import the file. */
function isNoticed({ file, start, end, text }: Mutation): boolean {
  const original = readText(file);
  const place = path.join(repositoryRoot, file);
  writeFileSync(place, original.slice(0, start) + text + original.slice(end));
  try {
    const [, packageName] = file.split("/");
    return fails("--project", packageName) || fails("related", place);
  } finally {
    writeFileSync(place, original);
  }
}

/** The mutation in words: file and line, what stands there, and what was put. */
function describe({ kind, file, start, end, text }: Mutation): string {
  const original = readText(file);
  const line = original.slice(0, start).split("\n").length;
  return `${kind}: ${file}:${line}: ${original.slice(start, end)} -> ${text}`;
}

if (git("status", "--porcelain", "packages") !== "")
  throw new Error("mutate: expected committed sources, got changes; commit them: every mutation is written into them");
const all = allMutations();
const known = onceUnnoticed.flatMap(([from, to]) =>
  all.filter(({ kind, text, file, start, end }) => {
    const original = readText(file).slice(start, end);
    return kind === "another choice" && original === JSON.stringify(from) && text === JSON.stringify(to);
  }),
);
const count = Number(values.draw ?? 100);
const drawn = [...new Set([...known, ...drawMutations(all, Number(values.seed ?? 1), count)])].slice(0, count);
let survived = 0;
// A first run without any mutation: where tests fail anyway, all would seem to be noticed.
if (fails("--project", "core", "--project", "experiment", "--project", "report"))
  throw new Error("mutate: expected tests that pass, got failing ones; run npm test");
for (const [i, mutation] of drawn.entries()) {
  const isKilled = isNoticed(mutation);
  if (!isKilled) survived++;
  console.log(`${i + 1}/${drawn.length} ${isKilled ? "noticed" : "SURVIVED"} ${describe(mutation)}`);
}
console.log(`${drawn.length} mutations of ${all.length}, ${survived} survived`);
process.exitCode = survived === 0 ? 0 : 1;
