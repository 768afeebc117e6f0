// Runs that leave their results in given arrays, on runtimes that write there themselves and on those that do not.
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import type { Tensor } from "../onnx/graph.ts";
import { openSession, type OnnxRuntime, type Session } from "../onnx/runtime.ts";

/** Tensors by the names of a graph's inputs or outputs. */
export type Tensors = Readonly<Record<string, Tensor & { readonly data: Float32Array | Int32Array | Uint8Array }>>;

/** A float32 tensor over an array. */
export function floats(
  shape: readonly number[],
  data: Float32Array,
): Tensors[string] & { readonly data: Float32Array } {
  return { elementType: "float32", shape, data };
}

/** Runs a session once; its results are then in the arrays of `outputs`. */
export type RunInto = (session: Session, inputs: Tensors, outputs: Tensors) => Promise<void>;

const direct: RunInto = async (session, inputs, outputs) => {
  await session.run(inputs, outputs);
};

const copying: RunInto = async (session, inputs, outputs) => {
  const results = await session.run(inputs, Object.keys(outputs));
  for (const [name, { data }] of Object.entries(outputs)) data.set(results[name].data as Float32Array);
};

/** Whether the runtime writes into tensors that it is given for outputs, found out by a graph that copies one number. */
async function writesInPlace(ort: OnnxRuntime): Promise<boolean> {
  const builder = new GraphBuilder("writesInPlace");
  const x = builder.input("x", "float32", [1]);
  builder.output(builder.node("Identity", [x], {}, "y"));
  const session = await openSession(ort, builder.build(), { threads: 1 });
  const y = tensorOf("float32", [1], [0]);
  await session.run({ x: tensorOf("float32", [1], [1]) }, { y });
  await session.release();
  return y.data[0] === 1;
}

const known = new WeakMap<OnnxRuntime, Promise<boolean>>();

/**
 * The way to run that suits a runtime: ONNX Runtime for Node writes results where it is told to, the one for browsers
 * leaves such arrays as they are without a word, so that there results are copied.
 */
export async function runIntoFor(ort: OnnxRuntime): Promise<RunInto> {
  const answer = known.get(ort) ?? writesInPlace(ort);
  known.set(ort, answer);
  return (await answer) ? direct : copying;
}
