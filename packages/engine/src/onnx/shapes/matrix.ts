// Shape rules of matrix products.
import type { NodeView } from "../nodeView.ts";
import { broadcastShapes } from "./broadcast.ts";
import { sharedElementType, type ShapeRule } from "./rule.ts";

/** The rows and columns of a matrix that may be read transposed. */
function matrix(view: NodeView, index: number, transposed: boolean): readonly [number, number] {
  const shape = view.shape(index);
  if (shape.length !== 2) view.fail(`input ${index} to be a matrix`, shape);
  return transposed ? [shape[1], shape[0]] : [shape[0], shape[1]];
}

/** Y = α A' B' + β C, where ' is a transposition if asked for. */
const gemm: ShapeRule = (view) => {
  const [rows, inner] = matrix(view, 0, view.flag("transA"));
  const [otherInner, columns] = matrix(view, 1, view.flag("transB"));
  if (inner !== otherInner) view.fail("matrices with the same inner dimension", [inner, otherInner]);
  const shape = [rows, columns];
  const fits = !view.has(2) || broadcastShapes([shape, view.shape(2)])?.join() === shape.join();
  if (!fits) view.fail(`input 2 to broadcast to [${shape.join()}]`, view.shape(2));
  return { elementType: sharedElementType(view, view.has(2) ? [0, 1, 2] : [0, 1]), shape };
};

/** As NumPy's matmul: a vector on the left is a row, on the right a column, and its dimension vanishes from the result. */
const matMul: ShapeRule = (view) => {
  const [a, b] = [view.shape(0), view.shape(1)];
  if (a.length === 0 || b.length === 0) view.fail("vectors, matrices or stacks of them", [a, b]);
  const left = a.length === 1 ? [1, a[0]] : a;
  const right = b.length === 1 ? [b[0], 1] : b;
  if (left.at(-1) !== right.at(-2)) view.fail("matrices with the same inner dimension", [a, b]);
  const batch =
    broadcastShapes([left.slice(0, -2), right.slice(0, -2)]) ??
    view.fail("stacks of matrices that broadcast against one another", [a, b]);
  const rows = a.length === 1 ? [] : left.slice(-2, -1);
  const columns = b.length === 1 ? [] : right.slice(-1);
  return { elementType: sharedElementType(view), shape: [...batch, ...rows, ...columns] };
};

export const matrixShapes = { Gemm: gemm, MatMul: matMul } satisfies Readonly<Record<string, ShapeRule>>;
