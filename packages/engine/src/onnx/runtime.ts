// The only file that knows what ONNX Runtime looks like; the module itself is handed in, so Node and browsers bring their own.
import { check, checkName, fail, readOptions } from "@softlabel/core/internal";
import { encodeGraph } from "./encode.ts";
import { formulate } from "./formulations/index.ts";
import type { Graph, Tensor, TextTensor, TypedArray } from "./graph.ts";

/** A tensor of ONNX Runtime. */
export interface RuntimeTensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
}

/** A session of ONNX Runtime. */
export interface RuntimeSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    fetches: readonly string[] | Readonly<Record<string, RuntimeTensor | null>>,
  ): Promise<Readonly<Record<string, RuntimeTensor>>>;
  release(): Promise<void>;
}

/** The module of ONNX Runtime: `import * as ort from "onnxruntime-node"`, or "onnxruntime-web" in browsers. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(model: Uint8Array, options?: object): Promise<RuntimeSession> };
  readonly Tensor: new (type: string, data: unknown, shape: readonly number[]) => RuntimeTensor;
}

/** Throws unless this is the module of ONNX Runtime. */
export function checkRuntime(ort: OnnxRuntime): void {
  const isRuntime = typeof (ort as Partial<OnnxRuntime> | undefined)?.InferenceSession?.create === "function";
  const remedy = 'import * as ort from "onnxruntime-node", or from "onnxruntime-web"';
  check(isRuntime, "ort", "the module of ONNX Runtime", ort === undefined ? ort : typeof ort, remedy);
}

/** What inputs are given, by their names. */
export type Feeds = Readonly<Record<string, Tensor | TextTensor>>;

/** A graph that is ready to run. */
export interface Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Runs the graph once.
   * @param feeds a tensor for every input; one that is fed again is not wrapped again, and what its array then holds counts
   * @param fetches the outputs that are wanted, all where left out; or tensors for the results to be written into, which
   *   only ONNX Runtime for Node does
   * @returns the wanted outputs by name
   * @throws UsageError when an input is missing, a name is not one of the graph's, or an output would overwrite an input
   */
  run(feeds: Feeds, fetches?: readonly string[] | Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
  /** Frees the memory of the session. */
  release(): Promise<void>;
}

/** One thread of nodes after another, quiet, and without the memory pattern, which costs memory and saves no time. */
const sessionOptions = {
  interOpNumThreads: 1,
  executionMode: "sequential",
  enableMemPattern: false,
  graphOptimizationLevel: "all",
  logSeverityLevel: 3,
};

function isList(fetches: object): fetches is readonly string[] {
  return Array.isArray(fetches);
}

/** ONNX Runtime ignores unknown names without a word, so every name is checked here. */
function checkNames(session: RuntimeSession, feeds: object, fetches: readonly string[]): void {
  for (const name of session.inputNames) check(name in feeds, "Session.run", `a feed for input "${name}"`, "none");
  for (const name of Object.keys(feeds)) checkName("Session.run", "an input", name, session.inputNames);
  for (const name of fetches) checkName("Session.run", "an output", name, session.outputNames);
}

/** Whether two arrays share memory. */
function overlap(a: TypedArray, b: TypedArray): boolean {
  const apart = a.byteOffset + a.byteLength <= b.byteOffset || b.byteOffset + b.byteLength <= a.byteOffset;
  return a.buffer === b.buffer && !apart;
}

/** ONNX Runtime would overwrite an input while it is still being read, and say nothing either. */
function checkMemory(feeds: Feeds, fetches: Readonly<Record<string, Tensor>>): void {
  for (const [output, { data }] of Object.entries(fetches)) {
    const input = Object.keys(feeds).find((name) => {
      const feed = feeds[name];
      return feed.elementType !== "string" && overlap(feed.data, data);
    });
    if (input !== undefined)
      fail("Session.run", `memory of its own for output "${output}"`, `that of input "${input}"`);
  }
}

/**
 * Frees at once the arrays that ONNX Runtime for Node makes of every output, also of those it writes into given ones.
 * Left to the garbage collector they come to megabytes a step, and collections take the second thread's core. Nobody
 * listens at the other end of the port, so what is handed over is gone; given arrays are kept, should a runtime return those.
 */
function openDrain(): (results: Readonly<Record<string, RuntimeTensor>>, kept: readonly Tensor[]) => void {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return (results, kept) => {
    const given = new Set(kept.map(({ data }) => data.buffer));
    const arrays = Object.values(results).map(({ data }) => (data as TypedArray).buffer);
    port1.postMessage(
      null,
      arrays.filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer && !given.has(buffer)),
    );
  };
}

/**
 * Makes a graph, or the bytes of an ONNX file, ready to run on ONNX Runtime.
 * @param ort the module of ONNX Runtime
 * @param options.threads threads within one operation; as many as there are processor cores where left out. Results are
 *   the same bit for bit only with the same number
 */
export async function openSession(
  ort: OnnxRuntime,
  graph: Graph | Uint8Array,
  options: { readonly threads?: number | undefined } = {},
): Promise<Session> {
  const { threads: count } = readOptions("openSession", options, { threads: undefined });
  checkRuntime(ort);
  const bytes = graph instanceof Uint8Array ? graph : encodeGraph(formulate(graph));
  const threads = count === undefined ? {} : { intraOpNumThreads: count };
  const session = await ort.InferenceSession.create(bytes, { ...sessionOptions, ...threads });
  const drain = openDrain();
  const wrappers = new WeakMap<Tensor | TextTensor, RuntimeTensor>();

  const wrap = (tensor: Tensor | TextTensor): RuntimeTensor => {
    const wrapper = wrappers.get(tensor) ?? new ort.Tensor(tensor.elementType, tensor.data, tensor.shape);
    wrappers.set(tensor, wrapper);
    return wrapper;
  };
  const wrapAll = (tensors: Feeds): Record<string, RuntimeTensor> =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, wrap(tensor)]));

  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(feeds, fetches = session.outputNames) {
      checkNames(session, feeds, isList(fetches) ? fetches : Object.keys(fetches));
      if (!isList(fetches)) {
        checkMemory(feeds, fetches);
        drain(await session.run(wrapAll(feeds), wrapAll(fetches)), Object.values(fetches));
        return { ...fetches };
      }
      const results = await session.run(wrapAll(feeds), fetches);
      const tensorFrom = ({ type, dims, data }: RuntimeTensor) => ({ elementType: type, shape: dims, data }) as Tensor;
      return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, tensorFrom(result)]));
    },
    release: () => session.release(),
  };
}
