// How long do loss and gradient take, an element? softlabel next to PyTorch, tfjs and jax-js, and next to a plain copy.
import os from "node:os";
import { parseArgs } from "node:util";
import { findPython } from "../training/pytorch.ts";
import { formatTable } from "../training/tables.ts";
import { ask, nodeContestant, type Contestant } from "./contestant.ts";
import { shapes, type Shape } from "./shapes.ts";
import { median, type Answer } from "./timing.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { python: text, threads: text, rounds: text, shapes: text, only: text } });
const python = findPython(values.python);
const rounds = Number(values.rounds ?? 3);
const wanted = values.shapes?.split(",") ?? [];

// Node 20 has the relaxed instructions behind a flag; an engine that knows them by default needs none.
const relaxed = Number(process.versions.node.split(".")[0]) < 22 ? ["--experimental-wasm-relaxed-simd"] : [];

function contestantsOf(threads: number): Contestant[] {
  const count = String(threads);
  const ours = ["resident", "copied"].map((mode) =>
    nodeContestant(`softlabel ${mode}`, "softlabelProcess.ts", [mode, count]),
  );
  const fast = nodeContestant("softlabel resident, relaxed", "softlabelProcess.ts", ["resident", count], relaxed);
  const script = new URL("pytorch.py", import.meta.url).pathname;
  const torch = (python === undefined ? [] : ["eager", "compile"]).map((mode) => ({
    name: `PyTorch ${mode}`,
    program: python!.path,
    args: [script, mode, count],
  }));
  // Both compute on one thread in Node.
  const others = [
    nodeContestant("tfjs wasm", "tfjsProcess.ts", []),
    nodeContestant("jax-js wasm", "jaxProcess.ts", []),
  ];
  const floor = nodeContestant("plain copy", "softlabelProcess.ts", ["copy", "1"]);
  const all = [...ours, ...(relaxed.length > 0 ? [fast] : []), ...torch, ...(threads === 1 ? others : []), floor];
  return all.filter(({ name }) => values.only === undefined || new RegExp(values.only).test(name));
}

/** The contestants' medians; they take turns, so that a disturbance of the machine falls on all alike. */
async function measure(contestants: readonly Contestant[], shape: Shape): Promise<(Answer | undefined)[]> {
  const answers = contestants.map((): Answer[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, contestant] of contestants.entries()) {
      const answer = await ask(contestant, shape);
      if (answer !== undefined) answers[i].push(answer);
      console.error(
        `${shape.rows} x ${shape.classes}  ${contestant.name}  ${answer?.nanoseconds.toFixed(2) ?? "does not run"}`,
      );
    }
  return answers.map((some) =>
    some.length === 0
      ? undefined
      : { nanoseconds: median(some.map(({ nanoseconds }) => nanoseconds)), loss: some[0].loss },
  );
}

const cell = (answer: Answer | undefined, ours: Answer | undefined): string =>
  answer === undefined
    ? "-"
    : `${answer.nanoseconds.toFixed(2)} (x${(answer.nanoseconds / (ours?.nanoseconds ?? NaN)).toFixed(1)})`;

const chosen = shapes.filter(({ rows, classes }) => wanted.length === 0 || wanted.includes(`${rows}x${classes}`));
console.log(
  [
    `Node ${process.versions.node}`,
    python?.version ?? "no Python with PyTorch (--python PATH)",
    os.cpus()[0]?.model,
  ].join("\n"),
);
for (const threads of (values.threads ?? "1,2").split(",").map(Number)) {
  const contestants = contestantsOf(threads);
  const columns: (Answer | undefined)[][] = [];
  for (const shape of chosen) columns.push(await measure(contestants, shape));
  const head = [`ns an element, ${threads} threads`, ...chosen.map(({ rows, classes }) => `${rows} x ${classes}`)];
  const body = contestants.map(({ name }, i) => [name, ...columns.map((column) => cell(column[i], column[0]))]);
  // A plain copy has no loss; it arrives as null.
  const losses = columns.map((column) => column.map((answer) => answer?.loss?.toFixed(4) ?? "-").join(" "));
  console.log(`\n${formatTable([head, ...body])}\nlosses, in the same order:\n${losses.join("\n")}`);
}
