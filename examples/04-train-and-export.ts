// Training a network on ONNX Runtime: two overlapping clouds of points, smoothed targets, an ONNX file at the end.
import { createRandom, scorePredictions } from "@softlabel/core";
import { createModel, exportModel, Trainer, type Examples } from "@softlabel/engine";
import * as ort from "onnxruntime-node";

const random = createRandom("two clouds");
const count = 400;
const labels = Int32Array.from({ length: count }, (_, row) => row % 2);
const inputs = Float32Array.from({ length: 2 * count }, (_, i) => random.normal() + 2 * labels[i >> 1]);
const train: Examples = { count, shape: [2], inputs, labels };

const model = createModel("mlp:16", { shape: [2], classes: 2 }, random.fork("initialisation"));
const trainer = await Trainer.create({
  ort,
  model,
  train,
  method: "smooth:0.1",
  optimizer: "adam:lr=0.01",
  batchSize: 32,
  epochs: 10,
});
while (trainer.finishedEpochs < 10) await trainer.epoch();

const { logits } = await trainer.predict(train);
const { accuracy, meanConfidence } = scorePredictions(logits, labels, 2);
accuracy > 0.85; // => true
meanConfidence < 0.96; // => true

const file = exportModel(model, trainer.parameters(), { classes: ["left", "right"] });
const session = await ort.InferenceSession.create(file);
const feed = { [session.inputNames[0]]: new ort.Tensor("float32", inputs, [count, 2]) };
(await session.run(feed)).logits.dims; // => [400, 2]
await trainer.release();
