// Gradient rules of matrix products.
import { attributesOf, float, int, ints, type Attributes } from "../../onnx/graph.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";

/** How a Gemm reads its matrices, and its factors. */
function gemmOptions({ view }: Backward): { transA: boolean; transB: boolean; alpha: number; beta: number } {
  return {
    transA: view.flag("transA"),
    transB: view.flag("transB"),
    alpha: view.attribute("float", "alpha", 1),
    beta: view.attribute("float", "beta", 1),
  };
}

/** Attributes of a Gemm that differ from the defaults. */
function gemm(transA: boolean, transB: boolean, alpha = 1): Attributes {
  return attributesOf({
    transA: transA ? int(1) : undefined,
    transB: transB ? int(1) : undefined,
    alpha: alpha === 1 ? undefined : float(alpha),
  });
}

/** Y = α A' B' + β C: dA' = α dY B'ᵀ, and dA its transpose, α B' dYᵀ, where A' = Aᵀ. */
function gemmLeft(g: Backward): Gradient {
  const { transA, transB, alpha } = gemmOptions(g);
  if (transA) return apply("Gemm", [g.x[1], g.dy], gemm(transB, true, alpha));
  return apply("Gemm", [g.dy, g.x[1]], gemm(false, !transB, alpha));
}

/** dB' = α A'ᵀ dY, and dB its transpose, α dYᵀ A', where B' = Bᵀ. */
function gemmRight(g: Backward): Gradient {
  const { transA, transB, alpha } = gemmOptions(g);
  if (transB) return apply("Gemm", [g.dy, g.x[0]], gemm(true, transA, alpha));
  return apply("Gemm", [g.x[0], g.dy], gemm(!transA, false, alpha));
}

/** dC = β dY; the walk sums it to the shape of C. */
function gemmAddend(g: Backward): Gradient {
  const { beta } = gemmOptions(g);
  return beta === 1 ? g.dy : apply("Mul", [g.dy, g.scalar(beta)]);
}

/** A MatMul with its vectors written as a row on the left and a column on the right, and dy accordingly. */
function asMatrices(g: Backward): { a: string; b: string; dy: string } {
  const [left, right] = [g.view.shape(0), g.view.shape(1)];
  const a = g.reshaped("row", g.x[0], left.length === 1 ? [1, left[0]] : left);
  const b = g.reshaped("column", g.x[1], right.length === 1 ? [right[0], 1] : right);
  const batch = g.shape(g.y).slice(0, g.shape(g.y).length - Number(left.length > 1) - Number(right.length > 1));
  return { a, b, dy: g.reshaped("matrix", g.dy, [...batch, g.shape(a).at(-2)!, g.shape(b).at(-1)!]) };
}

/** The matrices of a stack, transposed. */
function transposed(g: Backward, role: string, value: string): string {
  const axes = g.shape(value).map((_, axis) => axis);
  const perm = ints([...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
  return g.step(role, "Transpose", [value], { perm });
}

/** The rows of all matrices of a stack, below one another. */
function stacked(g: Backward, role: string, value: string): string {
  const shape = g.shape(value);
  return g.reshaped(role, value, [shape.slice(0, -1).reduce((rows, d) => rows * d, 1), shape.at(-1)!]);
}

/** dA = dY Bᵀ */
function matMulLeft(g: Backward): Gradient {
  const { b, dy } = asMatrices(g);
  if (g.shape(dy).length === 2 && g.shape(b).length === 2) return apply("Gemm", [dy, b], gemm(false, true));
  return apply("MatMul", [dy, transposed(g, "bᵀ", b)]);
}

/** dB = Aᵀ dY; for one matrix B and many A, the sum over them is one product of all their rows. */
function matMulRight(g: Backward): Gradient {
  const { a, b, dy } = asMatrices(g);
  const vector = g.view.shape(1).length === 1;
  if (g.shape(b).length === 2) {
    const rows = [stacked(g, "rows of a", a), stacked(g, "rows of dy", dy)];
    if (!vector) return apply("Gemm", rows, gemm(true, false));
    return apply("Reshape", [g.step("column gradient", "Gemm", rows, gemm(true, false)), g.int64(g.view.shape(1))]);
  }
  return apply("MatMul", [transposed(g, "aᵀ", a), dy]);
}

export const matrixRules = {
  Gemm: [gemmLeft, gemmRight, gemmAddend],
  MatMul: [matMulLeft, matMulRight],
} satisfies Readonly<Record<string, Rule>>;
