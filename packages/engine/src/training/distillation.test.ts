// A student that learns from a teacher: its predictions, and what a training with a teacher refuses.
import { createRandom, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { afterEach, describe, expect, it } from "vitest";
import { createModel } from "../models/createModel.ts";
import { parseAugmentation } from "./augmentation/parseAugmentation.ts";
import type { Examples } from "./examples/examples.ts";
import { parseOptimizer } from "./optimizers.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";
import type { TrainerOptions } from "./trainerOptions.ts";

const input = { shape: [2], elementType: "float32", scale: 1, shift: 0, classes: 3 } as const;
const random = createRandom("distillation");
const train: Examples = {
  count: 50,
  shape: [2],
  inputs: Float32Array.from({ length: 100 }, () => random.normal()),
  labels: Int32Array.from({ length: 50 }, () => random.integer(3)),
};

const open: Trainer[] = [];

async function createTrainer(options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const trainer = await Trainer.create({
    ort,
    model: createModel("linear", input, createRandom(2)),
    method: parseMethod("distill:T=2,mix=1"),
    optimizer: parseOptimizer("adam:lr=0.1"),
    schedule: parseSchedule("constant"),
    train,
    batchSize: 16,
    epochs: 60,
    seed: 3,
    threads: 1,
    ...options,
  });
  open.push(trainer);
  return trainer;
}

/** What another model of the same kind says of the examples. */
async function otherLogits(): Promise<Float32Array> {
  const model = createModel("linear", input, createRandom(9));
  return (await (await createTrainer({ model, method: parseMethod("hard") })).predict(train)).logits;
}

afterEach(async () => {
  for (const trainer of open.splice(0)) await trainer.release();
});

describe("a training with a teacher", () => {
  it("comes to say of every example what the teacher says, whatever the labels", async () => {
    const teacher = await otherLogits();
    const student = await createTrainer({ teacher });
    for (let i = 0; i < 60; i++) await student.epoch();
    const { logits } = await student.predict(train);
    const centred = (values: Float32Array) => values.map((z, i) => z - (values[i - (i % 3)] + values[i - (i % 3) + 1] + values[i - (i % 3) + 2]) / 3); // prettier-ignore
    const expected = centred(teacher);
    centred(logits).forEach((z, i) => expect(z).toBeCloseTo(expected[i], 1));
  });

  it("is one without a teacher, where the teacher has no part", async () => {
    const teacher = await otherLogits();
    const [taught, hard] = [
      await createTrainer({ method: parseMethod("distill:mix=0"), teacher }),
      await createTrainer({ method: parseMethod("hard") }),
    ];
    expect((await taught.epoch()).trainLoss).toBeCloseTo((await hard.epoch()).trainLoss, 5);
  });

  it("is not looked at by methods that use none", async () => {
    const [given, none] = [
      await createTrainer({ method: parseMethod("hard"), teacher: new Float32Array(1) }),
      await createTrainer({ method: parseMethod("hard") }),
    ];
    expect((await given.epoch()).trainLoss).toBe((await none.epoch()).trainLoss);
  });

  it.each<[Partial<TrainerOptions>, string]>([
    [
      {},
      'Trainer.create: expected 150 logits of a teacher, one per example and class, got "none"; give them as teacher',
    ],
    [{ teacher: new Float32Array(149) }, "one per example and class, got 149"],
    [{ teacher: new Float32Array(150).fill(NaN, 4, 5) }, 'finite logits of the teacher, got "NaN in row 1"'],
    [
      { teacher: new Float32Array(150), augmentation: parseAugmentation("mixup") },
      'no mixing of examples where a teacher spoke of each alone, got "mixup:0.2"',
    ],
  ])("refuses %o", async (options, message) => {
    await expect(createTrainer(options)).rejects.toThrow(message);
  });
});
