// Recurrent layers, written out step by step: LSTM, GRU and RNN, forwards, backwards and both.
import { checkName } from "@softlabel/core/internal";
import { int, ints } from "../graph.ts";
import { Direction, type Gates } from "./recurrentDirection.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** One step: from what the inputs give each gate, and the states before, to the states after; the first is what is seen. */
type Step = (direction: Direction, inputs: string, states: readonly string[], t: number) => readonly string[];

/** A kind of recurrent layer. */
interface Cell {
  readonly gates: Gates;
  /** The names of its functions where the file gives none. */
  readonly activations: readonly string[];
  /** How many states are handed on, and the inputs that hold their first values. */
  readonly initial: readonly number[];
  readonly step: Step;
}

/** h = f(x W + h R + b) */
const plainStep: Step = (d, inputs, [h], t) => [d.activate(0, d.recur(h, inputs, t), t)];

/**
 * z, r = f(…), n = g(x W + (r h) R + b), or r (h R + b) where the reset comes after the product; h = (1 - z) n + z h.
 */
const gruStep: Step = (d, inputs, [h], t) => {
  const late = d.parts.view.flag("linear_before_reset");
  const [ofZ, ofR, ofN] = d.split(inputs, `inputs of gates ${t}`, 3);
  const [z, r] = [ofZ, ofR].map((gate, i) => d.activate(0, d.recurOne(h, gate, i, t), t, i));
  const pulled = late
    ? d.binary("Add", ofN, d.binary("Mul", r, d.recurOne(h, d.bias(2), 2, t), `reset ${t}`), `new inputs ${t}`)
    : d.recurOne(d.binary("Mul", r, h, `reset ${t}`), ofN, 2, t);
  const n = d.activate(1, pulled, t, 2);
  // n + z (h - n) is the same with an operation less.
  const change = d.binary("Mul", z, d.binary("Sub", h, n, `difference ${t}`), `change ${t}`);
  return [d.binary("Add", n, change, `h ${t}`)];
};

/** i, o, f = f(…), C = f C + i g(…), h = o h(C); peepholes let the gates see C. */
const lstmStep: Step = (d, inputs, [h, c], t) => {
  const [ofI, ofO, ofF, ofC] = d.split(d.recur(h, inputs, t), `gates ${t}`, 4);
  const i = d.activate(0, d.peep(ofI, c, 0, t), t, 0);
  const f = d.parts.view.flag("input_forget")
    ? d.binary("Sub", d.parts.scalar(1), i, `f ${t}`)
    : d.activate(0, d.peep(ofF, c, 2, t), t, 2);
  const fresh = d.binary("Mul", i, d.activate(1, ofC, t, 3), `fresh ${t}`);
  const next = d.binary("Add", d.binary("Mul", f, c, `kept ${t}`), fresh, `C ${t}`);
  const o = d.activate(0, d.peep(ofO, next, 1, t), t, 1);
  return [d.binary("Mul", o, d.activate(2, next, t, 4), `h ${t}`), next];
};

const cells = {
  RNN: { gates: { count: 1, apart: [] }, activations: ["Tanh"], initial: [5], step: plainStep },
  GRU: { gates: { count: 3, apart: [2] }, activations: ["Sigmoid", "Tanh"], initial: [5], step: gruStep },
  LSTM: { gates: { count: 4, apart: [] }, activations: ["Sigmoid", "Tanh", "Tanh"], initial: [5, 6], step: lstmStep },
} satisfies Readonly<Record<string, Cell>>;

const directions = ["forward", "reverse", "bidirectional"];

/** Input 0 as [T, N, …], also where the file has the batch first. */
function timeFirst(parts: Parts): string {
  const perm = ints([1, 0, 2]);
  return parts.view.flag("layout") ? parts.step("by time", "Transpose", [parts.x[0]], { perm }) : parts.x[0];
}

/** The states of every step in the order of time, and those after the last step that was taken. */
function unroll(direction: Direction, cell: Cell, sequence: readonly string[], reverse: boolean) {
  let states = direction.initialStates(cell.initial);
  const seen: string[] = [];
  const order = sequence.map((_, t) => (reverse ? sequence.length - 1 - t : t));
  for (const t of order) {
    const next = direction.untilEnd(cell.step(direction, sequence[t], states, t), states, t);
    states = next.states;
    seen[t] = next.seen;
  }
  return { seen, last: states };
}

/** Adds [D, N, H] of all directions as output `index`; with the batch first, [N, D, H]. */
function addStates(parts: Parts, states: readonly string[], index: number): void {
  const output = parts.view.node.outputs[index] ?? "";
  if (output === "") return;
  const axis = parts.int64([parts.view.flag("layout") ? 1 : 0]);
  const rows = states.map((state, d) => parts.step(`last ${index} of ${d}`, "Unsqueeze", [state, axis]));
  parts.result("Concat", rows, { axis: int(parts.view.flag("layout") ? 1 : 0) }, index);
}

/** Adds [T, D, N, H] of all steps and directions as output 0; with the batch first, [N, T, D, H]. */
function addSequence(parts: Parts, seen: readonly (readonly string[])[]): void {
  if (parts.view.node.outputs[0] === "") return;
  const [step, direction] = parts.view.flag("layout") ? [1, 2] : [0, 1];
  const stacked = seen.map((states, d) => {
    const rows = states.map((h, t) => parts.step(`step ${t} of ${d}`, "Unsqueeze", [h, parts.int64([step])]));
    const all = parts.step(`steps of ${d}`, "Concat", rows, { axis: int(step) });
    return parts.step(`direction ${d}`, "Unsqueeze", [all, parts.int64([direction])]);
  });
  parts.result("Concat", stacked, { axis: int(direction) });
}

const recurrent =
  (cell: Cell): Decomposition =>
  (parts) => {
    const { view } = parts;
    const kind = view.attribute("string", "direction", "forward");
    checkName(`${view.node.operation} node "${view.node.name}"`, "a direction", kind, directions);
    if (view.attribute("float", "clip", 0) > 0) view.fail("gates without clip", view.node.attributes.clip);
    const inputs = timeFirst(parts);
    const [length, batch] = parts.builder.type(inputs).shape;
    const count = kind === "bidirectional" ? 2 : 1;
    const runs = Array.from({ length: count }, (_, d) => {
      const direction = new Direction(parts, cell, { index: d, count, length, batch });
      return unroll(direction, cell, direction.gateInputs(inputs), kind === "reverse" || d === 1);
    });
    addSequence(
      parts,
      runs.map(({ seen }) => seen),
    );
    cell.initial.forEach((_, state) =>
      addStates(
        parts,
        runs.map(({ last }) => last[state]),
        state + 1,
      ),
    );
  };

export const recurrents = Object.fromEntries(
  Object.entries(cells).map(([name, cell]) => [name, recurrent(cell)]),
) as Readonly<Record<keyof typeof cells, Decomposition>>;
