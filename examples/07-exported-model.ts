// A trained model's file needs nothing but an ONNX runtime: raw pixels in, and the logits that the trainer gave out.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRandom } from "@softlabel/core";
import { createModel, exportModel, Trainer, type Examples } from "@softlabel/engine";
import * as ort from "onnxruntime-node";

// Images of 8 × 8 pixels in three planes; those of class 1 are brighter.
const random = createRandom("dark and bright");
const [count, shape] = [64, [3, 8, 8]] as const;
const labels = Int32Array.from({ length: count }, (_, row) => row % 2);
const inputs = Uint8Array.from(
  { length: count * 192 },
  (_, i) => random.integer(128) + 128 * (Math.floor(i / 192) % 2),
);
const train: Examples = { count, shape, inputs, labels };

const input = { shape, elementType: "uint8", scale: 2 / 255, shift: -1, classes: 2 } as const;
const model = createModel("cnn:4,8", input, random.fork("initialisation"));
const trainer = await Trainer.create({
  ort,
  model,
  train,
  method: "hard",
  optimizer: "adam:lr=0.01",
  batchSize: 16,
  epochs: 2,
});
while (trainer.finishedEpochs < 2) await trainer.epoch();
const { logits } = await trainer.predict(train);
const statistics = trainer.statistics();
const bytes = exportModel(model, trainer.parameters(), { statistics, classes: ["dark", "bright"] });
await trainer.release();

const file = path.join(mkdtempSync(path.join(tmpdir(), "softlabel-")), "network.onnx");
writeFileSync(file, bytes);

// From here on only the file is used. Its batches may be of any size.
const session = await ort.InferenceSession.create(file);
session.inputNames; // => ["input"]
session.outputNames; // => ["logits", "features"]
const three = new ort.Tensor("uint8", inputs.slice(0, 3 * 192), [3, ...shape]);
const results = await session.run({ input: three });
results.logits.dims; // => [3, 2]
const said = results.logits.data as Float32Array;
Math.max(...said.map((value, i) => Math.abs(value - logits[i]))) < 1e-4; // => true
