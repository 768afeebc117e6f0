// What tells machines apart whose numbers may differ: the parameters after a short training that is always the same.
import { arch, platform } from "node:os";
import { createRandom, parseMethod } from "@softlabel/core";
import { bytesOf, sha256 } from "@softlabel/data/internal";
import { createModel, type Examples, parseOptimizer, parseSchedule, Trainer } from "@softlabel/engine";
import { version, type Runtime } from "@softlabel/experiment/internal";

const classes = 7;
const shape = [1, 13, 11];

/** Made-up images of odd sizes, so that every kernel has remainders to treat. */
function examples(count: number): Examples {
  const random = createRandom("numerics");
  const inputs = Float32Array.from({ length: count * 13 * 11 }, () => random.normal());
  return { count, shape, inputs, labels: Int32Array.from({ length: count }, (_, i) => i % classes) };
}

/** Trains a network for a moment; its parameters hold what products, convolutions, pooling and softmax round. */
async function hashOfTraining(model: string, { ort }: Runtime): Promise<string> {
  const trainer = await Trainer.create({
    ort,
    model: createModel(model, { shape, classes, scale: 1, shift: 0 }, createRandom(1)),
    train: examples(203),
    method: parseMethod("smooth:0.1"),
    optimizer: parseOptimizer("adam:0.003"),
    schedule: parseSchedule("constant"),
    epochs: 1,
    batchSize: 29,
    seed: 1,
    threads: 1,
  });
  try {
    await trainer.epoch();
    return sha256(
      trainer
        .parameters()
        .map((values) => sha256(bytesOf(values)))
        .join("\n"),
    );
  } finally {
    await trainer.release();
  }
}

/** Equal on machines that give the same numbers bit by bit. */
export async function numericsKey(runtime: Runtime): Promise<string> {
  const measured = [await hashOfTraining("mlp:37", runtime), await hashOfTraining("cnn:5,9", runtime)];
  const named = [version, runtime.name, runtime.version, runtime.provider, platform(), arch()];
  return sha256([...named, ...measured].join("\n")).slice(0, 16);
}

/** The queue of what can give the same numbers. */
export function queueName(protocol: number, { name, version: ofRuntime }: Runtime, numerics: string): string {
  return ["softlabel", protocol, version, name, ofRuntime, numerics].join("-");
}
