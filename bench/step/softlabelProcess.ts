// softlabel as a contestant: softlabelProcess.ts CASE THREADS; a line in asks for a round, a line out tells of it.
import readline from "node:readline";
import { createRandom } from "@softlabel/core";
import { createModel, differentiate, GraphBuilder, int, openSession, tensorOf } from "@softlabel/engine";
import { sizeOf } from "@softlabel/engine/internal";
import type { Graph, Model, Parameter, Tensor } from "@softlabel/engine";
import * as onnxRuntime from "onnxruntime-node";
import { cases, type Round, type StepCase } from "./cases.ts";

/** Cross-entropy with targets q and its gradients, behind the network: loss = -mean Σ q log p. */
function trainingGraph(model: Model, { batch, classes }: StepCase): Graph {
  const builder = GraphBuilder.from(model.graph(batch, "training"));
  const targets = builder.input("targets", "float32", [batch, classes]);
  const products = builder.node("Mul", [targets, builder.node("LogSoftmax", ["logits"], { axis: int(-1) })]);
  const rows = builder.node("ReduceSum", [products, builder.int64([1])], { keepdims: int(0) });
  const mean = builder.node("ReduceMean", [rows], { keepdims: int(0) });
  const loss = builder.node("Neg", [mean], {}, "loss");
  const one = builder.scalar(1);
  const names = model.parameters.map(({ name }) => name);
  const { graph, gradients } = differentiate(builder.build(), { [loss]: one }, names);
  return { ...graph, outputs: ["loss", ...Object.values(gradients)] };
}

/** A parameter's own array as a tensor. */
function tensorOver({ shape, values }: Parameter): Tensor {
  return { elementType: "float32", shape, data: values };
}

/** The network up to its features, all its arrays constants. */
function frozenGraph(model: Model, { batch }: StepCase): Graph {
  const graph = model.graph(batch);
  const arrays = [...model.parameters, ...(model.statistics ?? [])];
  const constants = arrays.map((array) => [array.name, tensorOver(array)] as const);
  const initializers = new Map([...graph.initializers, ...constants]);
  return { ...graph, inputs: ["input"], outputs: ["features"], initializers };
}

/** Numbers from a normal distribution. */
function normal(shape: readonly number[]): Tensor {
  const random = createRandom(2);
  return tensorOf(
    "float32",
    shape,
    Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
  );
}

function oneHot({ batch, classes }: StepCase): Tensor {
  const values = new Float32Array(batch * classes);
  for (let row = 0; row < batch; row++) values[row * classes + (row % 10)] = 1;
  return tensorOf("float32", [batch, classes], values);
}

/** A function that runs once and gives the loss, or the mean feature. */
async function prepare(aCase: StepCase, threads: number): Promise<() => Promise<number>> {
  const { model: name, batch, size, classes } = aCase;
  const input = { shape: [3, size, size], elementType: "float32", scale: 1, shift: 0, classes } as const;
  const model = createModel(name, input, createRandom(1));
  const frozen = aCase.work === "features";
  const graph = frozen ? frozenGraph(model, aCase) : trainingGraph(model, aCase);
  const session = await openSession(onnxRuntime, graph, { threads });
  const feeds: Record<string, Tensor> = { input: normal([batch, ...input.shape]) };
  if (!frozen) {
    feeds.targets = oneHot(aCase);
    for (const parameter of model.parameters) feeds[parameter.name] = tensorOver(parameter);
  }
  const fetches: Record<string, Tensor> = {};
  for (const name of graph.outputs) {
    const { shape } = graph.types.get(name)!;
    fetches[name] = tensorOf("float32", shape, new Float32Array(sizeOf(shape)));
  }
  const data = fetches[graph.outputs[0]].data as Float32Array;
  return async () => {
    await session.run(feeds, fetches);
    return data.reduce((sum, value) => sum + value, 0) / data.length;
  };
}

async function measure(run: () => Promise<number>, runs: number): Promise<Round> {
  const milliseconds: number[] = [];
  let value = NaN;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    value = await run();
    milliseconds.push(performance.now() - start);
  }
  return { milliseconds, value, peak: 1024 * process.resourceUsage().maxRSS };
}

const aCase = cases[process.argv[2]];
const run = await prepare(aCase, Number(process.argv[3]));
await run();
for await (const request of readline.createInterface({ input: process.stdin })) {
  if (request !== "") break;
  console.log(JSON.stringify(await measure(run, aCase.runs)));
}
process.exit();
