// Distillation: its limits, its gradient, ignored rows.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { distillation } from "./distillation.ts";
import { parseMethod } from "../methods/method.ts";
import { methodLoss } from "../methods/methodLoss.ts";
import { optimumOf } from "../methods/optimum/optimum.ts";

const random = createRandom("distillation");
const normals = (): Float64Array => Float64Array.from({ length: 12 }, () => 2 * random.normal());
const [logits, teacher] = [normals(), normals()];
const labels = new Int32Array([0, 2, 1, 2]);

describe("distillation", () => {
  it("is cross-entropy where the teacher has no part", () => {
    const { value, gradient } = distillation({ mixing: 0 }).evaluate(logits, labels, teacher, [4, 3]);
    const hard = crossEntropy().evaluate(logits, labels, [4, 3]);
    expect(value).toBeCloseTo(hard.value, 14);
    gradient.forEach((slope, i) => expect(slope).toBeCloseTo(hard.gradient[i], 14));
  });

  it("has its gradient, by differences", () => {
    const loss = distillation({ temperature: 3, mixing: 0.7, reduction: "sum" });
    const { gradient } = loss.evaluate(logits, labels, teacher, [4, 3]);
    logits.forEach((z, i) => {
      const [up, down] = [1e-5, -1e-5].map((h) => loss.evaluate(logits.with(i, z + h), labels, teacher, [4, 3]).value);
      expect(gradient[i]).toBeCloseTo((up - down) / 2e-5, 8);
    });
  });

  it("compares centred logits by half their squared distance, towards an infinite temperature", () => {
    const centred = (z: Float64Array) => z.subarray(0, 3).map((v, _, row) => v - (row[0] + row[1] + row[2]) / 3);
    const [z, t] = [centred(logits), centred(teacher)];
    const { value } = distillation({ temperature: 1000, mixing: 1 }).evaluate(z, labels.slice(0, 1), t, [1, 3]);
    const distance = z.reduce((sum, v, i) => sum + (v - t[i]) ** 2, 0);
    expect(value).toBeCloseTo(distance / 6, 2);
  });

  it("leaves ignored rows out, whatever the teacher says of them", () => {
    const ignoring = distillation().evaluate(logits, labels.with(3, -100), teacher.with(10, NaN), [4, 3]);
    const shorter = distillation().evaluate(logits.slice(0, 9), labels.slice(0, 3), teacher.slice(0, 9), [3, 3]);
    expect(ignoring.value).toBeCloseTo(shorter.value, 14);
    expect(Array.from(ignoring.gradient.slice(9))).toEqual([0, 0, 0]);
  });

  it("refuses a temperature that no logits survive", () => {
    const call = () => distillation({ temperature: 1e-308 });
    expect(call).toThrow("distillation: expected temperature to be a number from 0.001 to 1000, got 1e-308");
    const { value } = distillation({ temperature: 0.001 }).evaluate(logits, labels, teacher, [4, 3]);
    expect(value).toBeLessThan(Infinity);
  });

  it("refuses a teacher of another length", () => {
    const call = () => distillation().evaluate(logits, labels, teacher.slice(1), [4, 3]);
    expect(call).toThrow("distillation: expected 12 logits for this shape, got 11");
  });

  it("is the method distill with the same numbers, to which penalties add", () => {
    const own = distillation({ temperature: 3, mixing: 0.7 }).evaluate(logits, labels, teacher, [4, 3]);
    const method = methodLoss("distill:T=3,mix=0.7").evaluate(logits, labels, [4, 3], teacher);
    expect(method).toEqual(own);
    const penalty =
      methodLoss("penalty:0.1").evaluate(logits, labels, [4, 3]).value -
      crossEntropy().evaluate(logits, labels, [4, 3]).value;
    const sum = methodLoss("distill:T=3,mix=0.7+penalty:0.1").evaluate(logits, labels, [4, 3], teacher);
    expect(sum.value).toBeCloseTo(own.value + penalty, 14);
  });

  it("as a method asks for its teacher, pulls to the label's class beside it, and has no optimum without one", () => {
    const call = () => methodLoss("distill+penalty:0.1").evaluate(logits, labels, [4, 3]);
    expect(call).toThrow('distillation: expected the teacher\'s logits, got "none"; give them beside the targets');
    expect(Array.from(parseMethod("distill+penalty:0.1").effectiveTarget(1, 3))).toEqual([0, 1, 0]);
    expect(() => optimumOf(parseMethod("distill"), 3)).toThrow(
      "optimumOf: expected a method whose optimum depends on no teacher",
    );
  });
});
