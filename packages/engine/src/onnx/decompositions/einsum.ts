// Einstein sums as products of matrices: "bij,bjk->bik".
import { int, ints, sizeOf } from "../graph.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** A value with a letter for each axis. */
interface Term {
  readonly value: string;
  readonly axes: string;
}

/** The letters of the operands and of the result; those that occur once, in alphabetical order, where none is stated. */
function parse({ view }: Parts): { operands: string[]; result: string } {
  const equation = view.attribute("string", "equation", "").replaceAll(" ", "");
  const [left, right] = equation.split("->");
  const operands = left.split(",");
  const letters = [...left.replaceAll(",", "")].sort();
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  const distinct = operands.every((axes) => new Set(axes).size === axes.length && /^[a-zA-Z]*$/.test(axes));
  const fits = operands.every((axes, i) => axes.length === view.shape(i).length);
  if (!distinct || !fits) view.fail("an equation with a letter of its own for each axis of an operand", equation);
  return { operands, result: right ?? once.join("") };
}

/** Sums and products of one Einsum; `lengths` has the length that each letter stands for. */
class Sums {
  readonly #parts: Parts;
  readonly #lengths: ReadonlyMap<string, number>;

  constructor(parts: Parts, operands: readonly string[]) {
    this.#parts = parts;
    this.#lengths = new Map(operands.flatMap((axes, i) => [...axes].map((a, j) => [a, parts.view.shape(i)[j]])));
  }

  #sizes(axes: string): readonly number[] {
    return [...axes].map((letter) => this.#lengths.get(letter)!);
  }

  /** The term summed over the axes that are not `wanted`. */
  summed(role: string, { value, axes }: Term, wanted: string): Term {
    const gone = [...axes].flatMap((letter, axis) => (wanted.includes(letter) ? [] : [axis]));
    if (gone.length === 0) return { value, axes };
    const rest = [...axes].filter((letter) => wanted.includes(letter)).join("");
    const sum = this.#parts.step(role, "ReduceSum", [value, this.#parts.int64(gone)], { keepdims: int(0) });
    return { value: sum, axes: rest };
  }

  /** The term with its axes in another order. */
  turned(role: string, { value, axes }: Term, order: string): string {
    if (axes === order) return value;
    const perm = ints([...order].map((letter) => axes.indexOf(letter)));
    return this.#parts.step(role, "Transpose", [value], { perm });
  }

  /** The term as a stack of matrices, with groups of axes made one each. */
  #matrices(role: string, term: Term, batch: string, rows: string, columns: string): string {
    const shape = [...this.#sizes(batch), sizeOf(this.#sizes(rows)), sizeOf(this.#sizes(columns))];
    const value = this.turned(`${role}/turned`, term, batch + rows + columns);
    return this.#parts.step(`${role}/matrices`, "Reshape", [value, this.#parts.int64(shape)]);
  }

  /** The product of two terms, summed over the axes that both have and nobody else wants. */
  product(role: string, left: Term, right: Term, wanted: string): Term {
    const a = this.summed(`${role}/left`, left, right.axes + wanted);
    const b = this.summed(`${role}/right`, right, left.axes + wanted);
    const pick = (axes: string, test: (letter: string) => boolean): string => [...axes].filter(test).join("");
    const batch = pick(a.axes, (letter) => b.axes.includes(letter) && wanted.includes(letter));
    const inner = pick(a.axes, (letter) => b.axes.includes(letter) && !wanted.includes(letter));
    const rows = pick(a.axes, (letter) => !b.axes.includes(letter));
    const columns = pick(b.axes, (letter) => !a.axes.includes(letter));
    const stacks = [
      this.#matrices(`${role}/left`, a, batch, rows, inner),
      this.#matrices(`${role}/right`, b, batch, inner, columns),
    ];
    const product = this.#parts.step(`${role}/matrices`, "MatMul", stacks);
    const axes = batch + rows + columns;
    return { value: this.#parts.step(role, "Reshape", [product, this.#parts.int64(this.#sizes(axes))]), axes };
  }
}

/** Operands are multiplied from left to right; an axis that no later operand and not the result has is summed at once. */
const einsum: Decomposition = (parts) => {
  const { operands, result } = parse(parts);
  const sums = new Sums(parts, operands);
  const terms = operands.map((axes, i): Term => ({ axes, value: parts.x[i] }));
  const whole = terms.reduce((left, right, i) =>
    sums.product(`product${i}`, left, right, operands.slice(i + 1).join("") + result),
  );
  const summed = sums.summed("sum", whole, result);
  parts.result("Identity", [sums.turned("order", summed, result)]);
};

export const einsums = { Einsum: einsum } satisfies Readonly<Record<string, Decomposition>>;
