// One direction of a recurrent layer: its weights, and the pieces of which a step is made.
import { checkName } from "@softlabel/core/internal";
import { int } from "../graph.ts";
import type { Parts } from "./parts.ts";

/** How many gates' weights are one above the other, and of which the products with the state are formed apart. */
export interface Gates {
  readonly count: number;
  readonly apart: readonly number[];
}

/** Which direction of how many, and of how many steps and examples. */
interface Place {
  readonly index: number;
  readonly count: number;
  readonly length: number;
  readonly batch: number;
}

/** Functions without parameters; a file may name others. */
const functions = ["Sigmoid", "Tanh", "Relu", "Softplus"];
/** More steps would make graphs that take minutes to prepare. */
const mostSteps = 1024;

/** The weights of one direction and what is computed with them, named after the layer, the direction and the step. */
export class Direction {
  readonly parts: Parts;
  readonly #gates: Gates;
  readonly #activations: readonly string[];
  readonly #place: Place;
  readonly #weights: { readonly input: string; readonly state: string; readonly bias: string | undefined };
  readonly #hidden: number;

  constructor(
    parts: Parts,
    { gates, activations }: { readonly gates: Gates; readonly activations: readonly string[] },
    place: Place,
  ) {
    this.parts = parts;
    this.#gates = gates;
    this.#place = place;
    if (place.length > mostSteps) parts.view.fail(`sequences of at most ${mostSteps} steps`, place.length);
    const named = parts.view.attribute("strings", "activations", []);
    const own = named.slice(activations.length * place.index).slice(0, activations.length);
    this.#activations = own.length > 0 ? own : activations;
    const who = `${parts.view.node.operation} node "${parts.view.node.name}"`;
    for (const name of this.#activations) checkName(who, "a function that can be trained through", name, functions);
    this.#hidden = parts.view.shape(2)[2];
    this.#weights = { input: this.#own(1), state: this.#own(2), bias: this.#bias() };
  }

  #step(role: string, operation: string, inputs: readonly string[], attributes: Parameters<Parts["step"]>[3] = {}) {
    return this.parts.step(`${role} of ${this.#place.index}`, operation, inputs, attributes);
  }

  /** This direction's part of input `index`, whose directions are along an axis. */
  #own(index: number, axis = 0): string {
    const { index: d, count } = this.#place;
    const value = this.parts.x[index];
    const parts = count === 1 ? [value] : this.parts.split(value, `directions of ${index}`, axis, count);
    return this.#step(`own ${index}`, "Squeeze", [parts[d], this.parts.int64([axis])]);
  }

  /** The sum of both biases, but of gates whose state is multiplied apart only that of the inputs. */
  #bias(): string | undefined {
    if (!this.parts.view.has(3)) return undefined;
    const all = this.split(this.#own(3), "biases", 2 * this.#gates.count, 0);
    const sums = Array.from({ length: this.#gates.count }, (_, gate) =>
      this.#isLate(gate) ? all[gate] : this.#step(`bias ${gate}`, "Add", [all[gate], all[gate + this.#gates.count]]),
    );
    return sums.length === 1 ? sums[0] : this.#step("bias", "Concat", sums, { axis: int(0) });
  }

  #isLate(gate: number): boolean {
    return this.#gates.apart.includes(gate) && this.parts.view.flag("linear_before_reset");
  }

  /** The bias that the state's product gets of itself, for gates whose reset comes after it. */
  bias(gate: number): string | undefined {
    if (!this.parts.view.has(3)) return undefined;
    return this.split(this.#own(3), "biases", 2 * this.#gates.count, 0)[gate + this.#gates.count];
  }

  /** x W + b of all gates, step by step: [N, G·H] each. */
  gateInputs(inputs: string): readonly string[] {
    const { length, batch } = this.#place;
    const rows = this.#step("rows", "Reshape", [inputs, this.parts.int64([length * batch, -1])]);
    const bias = this.#weights.bias === undefined ? [] : [this.#weights.bias];
    const all = this.#step("inputs of gates", "Gemm", [rows, this.#weights.input, ...bias], { transB: int(1) });
    return this.split(all, "steps", length, 0);
  }

  /** The first states: given, or zeros. */
  initialStates(indices: readonly number[]): readonly string[] {
    return indices.map((index) => {
      if (this.parts.view.has(index)) return this.#own(index, this.parts.view.flag("layout") ? 1 : 0);
      const shape = this.parts.int64([this.#place.batch, this.#hidden]);
      return this.#step(`zeros ${index}`, "Expand", [this.parts.scalar(0), shape]);
    });
  }

  /** Equal parts along an axis, by default the last of two. */
  split(value: string, role: string, count: number, axis = 1): readonly string[] {
    return count === 1 ? [value] : this.parts.split(value, `${role} of ${this.#place.index}`, axis, count);
  }

  /** inputs + h R of all gates. */
  recur(h: string, inputs: string, t: number): string {
    return this.#step(`before gates ${t}`, "Gemm", [h, this.#weights.state, inputs], { transB: int(1) });
  }

  /** inputs + h R of one gate. */
  recurOne(h: string, inputs: string | undefined, gate: number, t: number): string {
    const weight = this.split(this.#weights.state, "weights", this.#gates.count, 0)[gate];
    const added = inputs === undefined ? [] : [inputs];
    return this.#step(`before gate ${gate} ${t}`, "Gemm", [h, weight, ...added], { transB: int(1) });
  }

  binary(operation: "Add" | "Sub" | "Mul", a: string, b: string, role: string): string {
    return this.#step(role, operation, [a, b]);
  }

  /** Function `which` of the layer. */
  activate(which: number, value: string, t: number, gate = 0): string {
    return this.#step(`gate ${gate} ${t}`, this.#activations[which], [value]);
  }

  /** A gate that sees the cell's state, where the file has weights for that. */
  peep(gate: string, state: string, which: number, t: number): string {
    if (!this.parts.view.has(7)) return gate;
    const weight = this.split(this.#own(7), "peepholes", 3, 0)[which];
    const seen = this.#step(`seen ${which} ${t}`, "Mul", [weight, state]);
    return this.#step(`gate with peephole ${which} ${t}`, "Add", [gate, seen]);
  }

  /** Where sequences end earlier, their states stay from there on, and what is seen is 0. */
  untilEnd(
    next: readonly string[],
    states: readonly string[],
    t: number,
  ): { readonly states: readonly string[]; readonly seen: string } {
    const lengths = this.parts.view.has(4) ? this.parts.view.constant(4) : [];
    const whole = lengths?.every((length) => length >= this.#place.length) === true;
    if (whole) return { states: next, seen: next[0] };
    const column = this.parts.step("ends", "Unsqueeze", [this.parts.x[4], this.parts.int64([1])]);
    const at = this.parts.builder.scalar(t, this.parts.view.input(4).elementType);
    const runs = this.parts.step(`runs ${t}`, "Greater", [column, at]);
    const kept = next.map((state, i) => this.#step(`state ${i} ${t}`, "Where", [runs, state, states[i]]));
    return { states: kept, seen: this.#step(`seen ${t}`, "Where", [runs, next[0], this.parts.scalar(0)]) };
  }
}
