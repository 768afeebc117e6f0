// Two mistakes that are often printed: a sigmoid before the loss, and a relaxation that is smoothing by another name.
import { createRandom, parseMethod, scorePredictions } from "@softlabel/core";
import { createModel, GraphBuilder, int, parseOptimizer, parseSchedule, Trainer } from "@softlabel/engine";
import type { Model, TrainedMethod } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { loadDataset } from "softlabel";

const { train, test, shape } = await loadDataset("classification:samples=1000,seed=2");
const input = { shape, elementType: "float32", scale: 1, shift: 0, classes: 2 } as const;
const linear = createModel("linear", input, createRandom(1));

// 500 steps of gradient descent on all rows at once.
async function train500(model: Model, method: TrainedMethod) {
  const optimizer = parseOptimizer("sgd:lr=0.1");
  const settings = { schedule: parseSchedule("constant"), batchSize: train.count, epochs: 500, seed: 1 };
  const trainer = await Trainer.create({ ort, model, train, method, optimizer, ...settings });
  while (trainer.finishedEpochs < 500) await trainer.epoch();
  const { logits } = await trainer.predict(test);
  await trainer.release();
  return scorePredictions(logits, test.labels, 2);
}

// As printed: sigmoid(xW + b) is handed to a loss that expects logits, whose softmax then squashes a second time.
function withSigmoid(model: Model): Model {
  const graph = (batchSize: number) => {
    const builder = new GraphBuilder("linear with a sigmoid");
    const inputs = ["input", ...model.parameters.map(({ name }) => name)];
    builder.input("input", "float32", [batchSize, ...shape]);
    for (const parameter of model.parameters) builder.input(parameter.name, "float32", parameter.shape);
    const scores = builder.node("Gemm", inputs, { transB: int(1) });
    builder.output(builder.node("Sigmoid", [scores], {}, "logits"));
    builder.output(builder.node("Identity", ["input"], {}, "features"));
    return builder.build();
  };
  return { ...model, graph };
}

// As printed: relaxed = (1-α) y + α mean(y). The mean of one-hot rows is 1/K, so that this is label smoothing.
function relaxedByMean(alpha: number): TrainedMethod {
  const hard = parseMethod("hard");
  const targets = (labels: Int32Array, classes: number) => {
    const rows = hard.targets(labels, classes);
    const mean = rows.reduce((sum, value) => sum + value, 0) / rows.length;
    return rows.map((value) => (1 - alpha) * value + alpha * mean);
  };
  return { ...hard, targets };
}

const digits = (value: number) => Number(value.toFixed(3));
const table: Record<string, Record<string, number>> = {};
for (const text of ["hard", "smooth:0.1", "smooth:0.2", "smooth:0.5", "relax:0.1", "relax:0.2", "relax:0.5"]) {
  const [name, alpha] = text.split(":");
  const printed = await train500(withSigmoid(linear), name === "relax" ? relaxedByMean(+alpha) : parseMethod(text));
  const proper = await train500(linear, parseMethod(text));
  table[text] = {
    "accuracy printed": digits(printed.accuracy),
    "confidence printed": digits(printed.meanConfidence),
    "accuracy proper": digits(proper.accuracy),
    "confidence proper": digits(proper.meanConfidence),
  };
}
console.table(table);

// The softmax of two sigmoids never exceeds e / (e + 1) = 0.731: the sigmoid hides what softening does to confidence.
Object.values(table).every((row) => row["confidence printed"] < 0.731); // => true
table.hard["confidence proper"] > 0.88; // => true
table["smooth:0.5"]["confidence proper"] < 0.72; // => true

// The mean of all targets makes "relaxation" smoothing, row for row; the real one is satisfied where p reaches 1-α.
["0.1", "0.2", "0.5"].every(
  (a) => table[`relax:${a}`]["confidence printed"] === table[`smooth:${a}`]["confidence printed"],
); // => true
table["relax:0.1"]["confidence proper"] === table["smooth:0.1"]["confidence proper"]; // => false
