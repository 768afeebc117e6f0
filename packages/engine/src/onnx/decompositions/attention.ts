// Attention and the rotary embedding of positions, written as products, a softmax and what moves elements.
import { int, ints, type Attributes } from "../graph.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** The shape of a value. */
const shapeOf = ({ builder }: Parts, value: string): readonly number[] => builder.type(value).shape;

/** [N, heads, T, D] of a value that may be [N, T, heads · D]; the count of heads then stands in an attribute. */
function byHead(parts: Parts, index: number, count: "q_num_heads" | "kv_num_heads"): string {
  const value = parts.x[index];
  const shape = shapeOf(parts, value);
  if (shape.length === 4) return value;
  const heads = parts.view.attribute("int", count, 0);
  if (heads < 1) parts.view.fail(`an attribute ${count} for inputs of three dimensions`, heads);
  const apart = parts.int64([shape[0], shape[1], heads, shape[2] / heads]);
  const cut = parts.step(`heads of ${index}`, "Reshape", [value, apart]);
  return parts.step(`by head ${index}`, "Transpose", [cut], { perm: ints([0, 2, 1, 3]) });
}

/** Keys or values of earlier calls before those of this one; as a further output too, where that is wanted. */
function withPast(parts: Parts, value: string, past: number, output: number): string {
  const name = parts.view.node.outputs[output] ?? "";
  const all = parts.view.has(past)
    ? parts.step(`with past ${past}`, "Concat", [parts.x[past], value], { axis: int(2) })
    : value;
  if (name !== "") parts.result("Identity", [all], {}, output);
  return all;
}

/** Keys or values once for each head of the queries that shares them. */
function repeated(parts: Parts, value: string, heads: number): string {
  const [batch, own, length, width] = shapeOf(parts, value);
  if (own === heads) return value;
  if (heads % own !== 0) parts.view.fail(`heads of queries in ${own} groups of one size`, heads);
  const each = parts.step(`group ${value}`, "Unsqueeze", [value, parts.int64([2])]);
  const copies = parts.step(`copies ${value}`, "Expand", [each, parts.int64([batch, own, heads / own, length, width])]);
  return parts.step(`for heads ${value}`, "Reshape", [copies, parts.int64([batch, heads, length, width])]);
}

/** What is added to the products: -∞ where a mask forbids, or the mask itself where it holds numbers. */
function addMask(parts: Parts, scores: string, keys: number): string {
  const mask = parts.x[3];
  const length = shapeOf(parts, mask).at(-1)!;
  if (length !== keys) parts.view.fail(`a mask for all ${keys} keys`, length);
  if (parts.builder.type(mask).elementType !== "bool") return parts.step("masked", "Add", [scores, mask]);
  return parts.step("masked", "Where", [mask, scores, parts.scalar(-Infinity)]);
}

/** Queries see no keys after their own place; those of earlier calls come before all. */
function hideLater(parts: Parts, scores: string, past: number): string {
  const [queries, keys] = shapeOf(parts, scores).slice(-2);
  const seen = parts.constant(
    "earlier",
    [queries, keys],
    Array.from({ length: queries * keys }, (_, i) =>
      i % keys <= Math.floor(i / keys) + past ? 0 : Number.NEGATIVE_INFINITY,
    ),
  );
  return parts.step("causal", "Add", [scores, seen]);
}

/** cap · tanh(x / cap), which bounds the products; themselves without a cap. */
function capped(parts: Parts, products: string): string {
  const cap = parts.view.attribute("float", "softcap", 0);
  if (cap === 0) return products;
  const bent = parts.step("bent", "Tanh", [parts.step("shares of the cap", "Mul", [products, parts.scalar(1 / cap)])]);
  return parts.step("capped", "Mul", [bent, parts.scalar(cap)]);
}

/** scale · q kᵀ, capped, then masked: [N, heads, T, S]. */
function scoresOf(parts: Parts, queries: string, keys: string): string {
  const { view } = parts;
  const width = shapeOf(parts, queries)[3];
  const root = parts.scalar(Math.sqrt(view.attribute("float", "scale", 1 / Math.sqrt(width))));
  const turned = parts.step("turned k", "Transpose", [keys], { perm: ints([0, 1, 3, 2]) });
  const factors = [parts.step("scaled q", "Mul", [queries, root]), parts.step("scaled k", "Mul", [turned, root])];
  const products = capped(parts, parts.step("products", "MatMul", factors));
  const masked = view.has(3) ? addMask(parts, products, shapeOf(parts, keys)[2]) : products;
  return view.flag("is_causal") ? hideLater(parts, masked, view.has(4) ? view.shape(4)[2] : 0) : masked;
}

/** softmax(scale · q kᵀ) v, head by head. */
const attention: Decomposition = (parts) => {
  const { view } = parts;
  if (view.has(6)) view.fail("keys without lengths of their own", parts.x[6]);
  if ((view.node.outputs[3] ?? "") !== "") view.fail("three outputs, without the products", view.node.outputs[3]);
  const queries = byHead(parts, 0, "q_num_heads");
  const heads = shapeOf(parts, queries)[1];
  const keys = withPast(parts, byHead(parts, 1, "kv_num_heads"), 4, 1);
  const values = withPast(parts, byHead(parts, 2, "kv_num_heads"), 5, 2);
  const scores = scoresOf(parts, queries, repeated(parts, keys, heads));
  const weights = parts.step("weights", "Softmax", [scores], { axis: int(-1) });
  const seen = [weights, repeated(parts, values, heads)];
  if (view.shape(0).length === 4) {
    parts.result("MatMul", seen);
    return;
  }
  const together = parts.step("together", "Transpose", [parts.step("seen", "MatMul", seen)], {
    perm: ints([0, 2, 1, 3]),
  });
  const [batch, length] = view.shape(0);
  parts.result("Reshape", [together, parts.int64([batch, length, -1])]);
};

/** Halves of a value's last axis: its first and its second half, or its even and its odd elements. */
function halves(parts: Parts, value: string, interleaved: boolean): readonly [string, string] {
  const shape = shapeOf(parts, value);
  const half = shape[3] / 2;
  if (!interleaved) return parts.split(value, "half", 3, 2) as unknown as readonly [string, string];
  const pairs = parts.step("pairs", "Reshape", [value, parts.int64([...shape.slice(0, 3), half, 2])]);
  const [even, odd] = parts
    .split(pairs, "of pair", 4, 2)
    .map((part, i) => parts.step(`flat ${i}`, "Squeeze", [part, parts.int64([4])]));
  return [even, odd];
}

/** Both halves back in their places. */
function joined(parts: Parts, first: string, second: string, interleaved: boolean): string {
  if (!interleaved) return parts.step("turned", "Concat", [first, second], { axis: int(3) });
  const [batch, length, heads, half] = shapeOf(parts, first);
  const columns = [first, second].map((part, i) => parts.step(`column ${i}`, "Unsqueeze", [part, parts.int64([4])]));
  const pairs = parts.step("turned pairs", "Concat", columns, { axis: int(4) });
  return parts.step("turned", "Reshape", [pairs, parts.int64([batch, length, heads, 2 * half])]);
}

/** The cosines or sines of every place, [N or 1, T, 1, half]. */
function atPlaces(parts: Parts, index: 1 | 2): string {
  const cache = parts.view.has(3)
    ? parts.step(`cache ${index}`, "Gather", [parts.x[index], parts.x[3]])
    : parts.x[index];
  return parts.step(`angles ${index}`, "Unsqueeze", [cache, parts.int64([2])]);
}

/** (a, b) becomes (a cos - b sin, b cos + a sin), for every pair of a head's leading elements. */
const rotaryEmbedding: Decomposition = (parts) => {
  const { view, x } = parts;
  const shape = view.shape(0);
  const heads = shape.length === 4 ? shape[1] : view.attribute("int", "num_heads", 0);
  if (heads < 1) view.fail("an attribute num_heads for an input of three dimensions", heads);
  const [batch, length] = [shape[0], shape.length === 4 ? shape[2] : shape[1]];
  const swap: Attributes = { perm: ints([0, 2, 1, 3]) };
  const rows =
    shape.length === 4
      ? parts.step("by place", "Transpose", [x[0]], swap)
      : parts.step("by place", "Reshape", [x[0], parts.int64([batch, length, heads, -1])]);
  const width = shapeOf(parts, rows)[3];
  const turning = view.attribute("int", "rotary_embedding_dim", 0) || width;
  const [front, rest] =
    turning === width
      ? [rows]
      : parts.builder.nodes("Split", [rows, parts.int64([turning, width - turning])], { axis: int(3) }, [
          `${view.node.outputs[0]}/front`,
          `${view.node.outputs[0]}/rest`,
        ]);
  const interleaved = view.flag("interleaved");
  const [a, b] = halves(parts, front, interleaved);
  const [cos, sin] = [atPlaces(parts, 1), atPlaces(parts, 2)];
  const product = (one: string, other: string, role: string): string => parts.step(role, "Mul", [one, other]);
  const first = parts.step("first", "Sub", [product(a, cos, "a cos"), product(b, sin, "b sin")]);
  const second = parts.step("second", "Add", [product(b, cos, "b cos"), product(a, sin, "a sin")]);
  const turned = joined(parts, first, second, interleaved);
  const whole = rest === undefined ? turned : parts.step("whole", "Concat", [turned, rest], { axis: int(3) });
  if (shape.length === 4) parts.result("Transpose", [whole], swap);
  else parts.result("Reshape", [whole, parts.int64(shape)]);
};

export const attentions = { Attention: attention, RotaryEmbedding: rotaryEmbedding } satisfies Readonly<
  Record<string, Decomposition>
>;
