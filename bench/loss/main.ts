// How long do loss and gradient take, an element? softlabel next to PyTorch, tfjs and jax-js, and next to a plain copy.
import os from "node:os";
import { parseArgs } from "node:util";
import { findPython } from "../training/pytorch.ts";
import { formatTable } from "../training/tables.ts";
import { ask, type Contestant } from "./contestant.ts";
import { contestantsOf, findNodes } from "./contestants.ts";
import { shapeName, shapes, type Shape } from "./shapes.ts";
import { judge } from "./targets.ts";
import { median, type Answer } from "./timing.ts";

const text = { type: "string" } as const;
const options = { python: text, threads: text, rounds: text, shapes: text, only: text };
const { values } = parseArgs({ options: { ...options, node: { type: "string", multiple: true } } });
const python = findPython(values.python);
const nodes = findNodes(values.node ?? []);
const rounds = Number(values.rounds ?? 5);
const wanted = values.shapes?.split(",") ?? shapes.map(shapeName);

/** One of many answers: the median of the medians, the least of all. */
const combine = (answers: readonly Answer[]): Answer => ({
  nanoseconds: median(answers.map(({ nanoseconds }) => nanoseconds)),
  least: Math.min(...answers.map(({ least }) => least)),
  loss: answers[0].loss,
});

/** The contestants' answers by name; they take turns, so that a disturbance of the machine falls on all alike. */
async function measure(contestants: readonly Contestant[], shape: Shape): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer[]>();
  for (let round = 0; round < rounds; round++)
    for (const contestant of contestants) {
      const outcome = await ask(contestant, shape);
      const words = "reason" in outcome ? `does not run: ${outcome.reason}` : outcome.nanoseconds.toFixed(2);
      console.error(`${shapeName(shape)}  ${contestant.name}  ${words}`);
      if (!("reason" in outcome)) answers.set(contestant.name, [...(answers.get(contestant.name) ?? []), outcome]);
    }
  return new Map([...answers].map(([name, some]) => [name, combine(some)]));
}

const cell = (answer: Answer | undefined): string =>
  answer === undefined ? "-" : `${answer.nanoseconds.toFixed(2)} / ${answer.least.toFixed(2)}`;

const chosen = shapes.filter((shape) => wanted.includes(shapeName(shape)));
console.log(`${python?.version ?? "no Python with PyTorch (--python PATH)"}\n${os.cpus()[0]?.model}`);
const verdicts: string[][] = [];
for (const threads of (values.threads ?? "1,2").split(",").map(Number)) {
  const all = contestantsOf(threads, nodes, python?.path);
  const contestants = all.filter(({ name }) => new RegExp(values.only ?? "").test(name));
  const columns: Map<string, Answer>[] = [];
  for (const shape of chosen) {
    const answers = await measure(contestants, shape);
    columns.push(answers);
    verdicts.push(...judge(threads, shape, nodes, answers));
  }
  const head = [`ns an element, median / least, threads: ${threads}`, ...chosen.map(shapeName)];
  const body = contestants.map(({ name }) => [name, ...columns.map((column) => cell(column.get(name)))]);
  // A plain copy has no loss; it arrives as null.
  const losses = columns.map((column) => [...column.values()].map(({ loss }) => loss?.toFixed(4) ?? "-").join(" "));
  console.log(`\n${formatTable([head, ...body])}\nlosses, in the same order:\n${losses.join("\n")}`);
}
console.log(`\n${formatTable([["targets", "wanted", "median", "least", ""], ...verdicts])}`);
