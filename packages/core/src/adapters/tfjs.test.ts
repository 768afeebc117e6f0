// Every method as a loss of TensorFlow.js tensors, on its plain and on its WebAssembly backend, and in model.compile.
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import { parseMethod } from "../methods/method.ts";
import {
  classes,
  largestDifference,
  methodCase,
  methodTexts,
  reference,
  rows,
  targetRows,
  type MethodCase,
} from "./methods.fixtures.ts";
import { methodLoss, relax, smooth, tensorOps } from "./tfjs.ts";

/** A loss's value, and its gradient by TensorFlow.js, of a case's rows. */
function evaluate({ method, logits, labels, teacher }: MethodCase) {
  const loss = methodLoss(method, { teacher: () => tf.tensor2d(teacher, [rows, classes]) });
  const given = tf.tensor1d(labels, "int32");
  const z = tf.tensor2d(logits, [rows, classes]);
  const gradient = tf.grad((at) => tf.sum(loss(given, at)))(z);
  return { value: loss(given, z).dataSync(), gradient: gradient.dataSync() };
}

describe.each(["cpu", "wasm"])("on the %s backend", (name) => {
  beforeAll(async () => {
    await tf.setBackend(name);
    await tf.ready();
  });

  it.each(methodTexts)("%s is the reference's, value and gradient", (text) => {
    const given = methodCase(text, (normal) => 2 * normal);
    const { value, gradient } = evaluate(given);
    expect(largestDifference(value, given.value)).toBeLessThan(2e-6);
    expect(largestDifference(gradient, given.gradient)).toBeLessThan(2e-6);
  });

  it.each(methodTexts)("%s is the reference's for logits of ±10,000", (text) => {
    const given = methodCase(text, (normal) => (normal > 0 ? 1e4 : -1e4));
    const { value, gradient } = evaluate(given);
    expect(largestDifference(value, given.value)).toBeLessThan(2e-6);
    expect(largestDifference(gradient, given.gradient)).toBeLessThan(2e-6);
  });

  it.each(methodTexts)("%s leaves a row out whatever its logits are", (text) => {
    const given = methodCase(text, (normal) => normal);
    const [logits, teacher] = [given.logits.slice(), given.teacher.slice()];
    logits.set([-Infinity, NaN, Infinity], (rows - 1) * classes);
    teacher.set([NaN], (rows - 1) * classes);
    const { value, gradient } = evaluate({ ...given, logits, teacher });
    expect([value[rows - 1], ...gradient.subarray(-classes)].map(Math.abs)).toEqual(new Array(classes + 1).fill(0));
    expect(largestDifference(value, given.value)).toBeLessThan(2e-6);
  });

  it("frees all it makes but the value", () => {
    const [labels, z] = [tf.tensor1d([0, 1], "int32"), tf.tensor2d([1, 0, 0, 2], [2, 2])];
    const loss = relax(0.1);
    const before = tf.memory().numTensors;
    loss(labels, z);
    expect(tf.memory().numTensors).toBe(before + 1);
  });
});

describe("a loss of tensors", () => {
  let logits: tf.Tensor;
  beforeAll(async () => {
    await tf.setBackend("cpu");
    logits = tf.tensor2d([1, 0, -1, 0, 2, 0], [2, 3]);
  });

  it("takes class indices, one-hot rows and mixtures", () => {
    const loss = smooth(0.3);
    const ofIndices = loss(tf.tensor1d([0, 2], "int32"), logits).dataSync();
    expect(loss(tf.tensor2d([0, 2], [2, 1]), logits).dataSync()).toEqual(ofIndices);
    expect(loss(tf.tensor2d([1, 0, 0, 0, 0, 1], [2, 3]), logits).dataSync()).toEqual(ofIndices);
    const half = tf.tensor2d([0.5, 0, 0.5, 0.5, 0, 0.5], [2, 3]);
    const other = loss(tf.tensor1d([2, 0], "int32"), logits).dataSync();
    loss(half, logits)
      .dataSync()
      .forEach((value, row) => expect(value).toBeCloseTo((ofIndices[row] + other[row]) / 2, 6));
  });

  it("takes positions in any number of dimensions", () => {
    const stacked = tf.stack([logits, logits]);
    const labels = tf.tensor2d([0, 2, 1, 1], [2, 2], "int32");
    const value = smooth(0.1)(labels, stacked);
    expect(value.shape).toEqual([2, 2]);
    expect(value.dataSync().slice(0, 2)).toEqual(smooth(0.1)(tf.tensor1d([0, 2], "int32"), logits).dataSync());
  });

  it("is differentiable twice", () => {
    const labels = tf.tensor1d([0, 2], "int32");
    const gradient = (z: tf.Tensor) => tf.grad((at) => tf.sum(relax(0.1)(labels, at)))(z);
    const slope = tf
      .grad((z) => tf.sum(tf.mul(gradient(z), tf.tensor1d([1, 2, 3]))))(logits)
      .dataSync();
    const step = 1e-2;
    const along = (z: tf.Tensor): number => {
      const weighted = tf.mul(gradient(z), tf.tensor1d([1, 2, 3]));
      return tf.sum(weighted).dataSync()[0];
    };
    slope.forEach((value, i) => {
      const change = tf.reshape(tf.oneHot(tf.tensor1d([i], "int32"), 6), [2, 3]);
      const moved = (by: number) => tf.add(logits, tf.mul(tf.cast(change, "float32"), by));
      expect(value).toBeCloseTo((along(moved(step)) - along(moved(-step))) / (2 * step), 3);
    });
  });

  it("takes the logarithm of probabilities where it is told", () => {
    const labels = tf.tensor1d([0, 2], "int32");
    const value = smooth(0.1, { fromLogits: false })(labels, tf.softmax(logits)).dataSync();
    smooth(0.1)(labels, logits)
      .dataSync()
      .forEach((expected, row) => expect(value[row]).toBeCloseTo(expected, 6));
  });

  it("refuses probabilities that it was not told of", () => {
    const labels = tf.tensor1d([0, 2], "int32");
    expect(() => smooth(0.1)(labels, tf.softmax(logits))).toThrow(/expected logits.*fromLogits: false/);
  });

  it("refuses them also after a row by itself, which may well sum to 1", () => {
    const loss = smooth(0.1);
    const one = loss(tf.tensor1d([0], "int32"), tf.tensor2d([[0.25, 0.75]]));
    expect(one.dataSync()[0]).toBeCloseTo(0.05 * 0.5 + Math.log(1 + Math.exp(-0.5)) + 0.45, 6);
    const labels = tf.tensor1d([0, 2], "int32");
    expect(() => loss(labels, tf.softmax(logits))).toThrow(/expected logits/);
  });

  it.each([NaN, Infinity])("says of %d among the first outputs where it is, unless the row is left out", (value) => {
    const spoilt = tf.tensor2d([1, 0, -1, 0, value, 0], [2, 3]);
    const call = (label: number) => smooth(0.1)(tf.tensor1d([0, label], "int32"), spoilt);
    expect(() => call(1)).toThrow(
      `expected the logits of row 1 to be finite, or -Infinity to mask a class, got ${value}`,
    );
    expect(call(-1).dataSync()[1]).toBe(0);
  });

  it("refuses mixed rows where the method does not take them, as core does", () => {
    const [mixed, oneHot] = [tf.tensor2d([1, 0, 0, 0.5, 0.5, 0], [2, 3]), tf.tensor2d([1, 0, 0, 0, 1, 0], [2, 3])];
    expect(() => relax(0.1)(mixed, logits)).toThrow(/target row 1 to be one-hot, got 0.5/);
    const loss = relax(0.1);
    loss(tf.tensor1d([0, 1], "int32"), logits);
    expect(() => loss(mixed, logits)).toThrow(/one-hot/);
    expect(loss(oneHot, logits).dataSync()).toEqual(loss(tf.tensor1d([0, 1], "int32"), logits).dataSync());
  });

  it("refuses labels that fit neither as rows nor as indices", () => {
    expect(() => smooth(0.1)(tf.tensor1d([0, 1, 2], "int32"), logits)).toThrow(
      /class indices of shape \[2\], got \[3\]/,
    );
  });

  it("refuses a single class", () => {
    expect(() => smooth(0.1)(tf.zeros([2, 1]), tf.zeros([2, 1]))).toThrow(/number of classes.*got 1/);
  });

  it("refuses a method that is none", () => {
    expect(() => methodLoss("smoothe:0.1")).toThrow(/smooth/);
  });
});

describe("a method that changes while training", () => {
  beforeAll(() => tf.setBackend("cpu"));

  it("is asked for at every call", () => {
    const method = parseMethod("negative:-0.4,warmup=2");
    let epoch = 1;
    const loss = methodLoss(method, { progress: () => ({ epoch, epochs: 4 }) });
    const { logits, labels } = methodCase("negative", (normal) => normal);
    const z = tf.tensor2d(logits, [rows, classes]);
    for (epoch = 1; epoch <= 4; epoch++) {
      const targets = new Float64Array(rows * classes);
      targets.set(method.targetsAt!({ epoch, epochs: 4 }, labels.subarray(0, -1), classes));
      const { value } = reference(method, logits, targets);
      expect(largestDifference(loss(tf.tensor1d(labels, "int32"), z).dataSync(), value)).toBeLessThan(2e-6);
    }
  });

  it("has the targets of the memory it is given", () => {
    const method = parseMethod("online:0.5");
    const memory = method.memory!(classes);
    const loss = methodLoss(method, { memory });
    const { logits } = methodCase("online", (normal) => normal);
    const labels = Int32Array.from({ length: rows }, (_, row) => row % classes);
    memory.observe([0.6, 0.1, 0.1, 0.1, 0.1], [0]);
    memory.endEpoch();
    const targets = Float64Array.from(labels).length * classes;
    const learnt = new Float64Array(targets);
    labels.forEach((label, row) =>
      learnt.set(memory.rows().subarray(label * classes, (label + 1) * classes), row * classes),
    );
    const value = loss(tf.tensor1d(labels, "int32"), tf.tensor2d(logits, [rows, classes])).dataSync();
    expect(largestDifference(value, reference(method, logits, learnt).value)).toBeLessThan(2e-6);
  });
});

describe("model.compile", () => {
  beforeAll(() => tf.setBackend("cpu"));

  /** Points on three sides of the origin, and their sides as one-hot rows. */
  function sides() {
    const count = 60;
    const angle = (i: number): number => ((i % 3) * 2 * Math.PI) / 3 + 0.3 * Math.sin(i);
    const points = Array.from({ length: count }, (_, i) => [Math.cos(angle(i)), Math.sin(angle(i))]);
    const labels = tf.tensor1d(
      Int32Array.from({ length: count }, (_, i) => i % 3),
      "int32",
    );
    return { inputs: tf.tensor2d(points), labels, targets: tf.oneHot(labels, 3) };
  }

  it.each([
    ["logits", "linear", true],
    ["probabilities", "softmax", false],
  ] as const)("trains a model that gives %s", async (_, activation, fromLogits) => {
    const { inputs, labels, targets } = sides();
    const dense = layers.layers.dense({ units: 3, inputShape: [2], activation, kernelInitializer: "zeros" });
    const model = layers.sequential({ layers: [dense] });
    model.compile({ optimizer: tf.train.adam(0.1), loss: smooth(0.1, { fromLogits }), metrics: ["accuracy"] });
    const { history } = await model.fit(inputs, targets, { epochs: 30, batchSize: 20, verbose: 0 });
    const least = -(0.9 + 0.1 / 3) * Math.log(0.9 + 0.1 / 3) - ((2 * 0.1) / 3) * Math.log(0.1 / 3);
    expect(history.loss[0]).toBeGreaterThan(0.6);
    expect(history.loss[29]).toBeLessThan(least + 0.02);
    expect(history.loss[29]).toBeGreaterThan(least);
    expect(history.acc[29]).toBe(1);
    expect(labels.dataSync()).toEqual(tf.argMax(model.predict(inputs) as tf.Tensor, 1).dataSync());
  });
});

describe("the closed form", () => {
  it("is the gradient where that of the value's operations is NaN", async () => {
    await tf.setBackend("cpu");
    const given = methodCase("focal:1", (normal) => (normal > 0 ? 1e4 : -1e4));
    const { method, logits, labels } = given;
    const q = tf.tensor2d(Float32Array.from(targetRows(method, labels)), [rows, classes]);
    const traced = tf.grad((z) => method.loss.rows(tensorOps, z, q, {}).value);
    const numbers = traced(tf.tensor2d(logits, [rows, classes])).dataSync();
    expect(numbers.some(Number.isNaN)).toBe(true);
    expect(largestDifference(evaluate(given).gradient, given.gradient)).toBeLessThan(2e-6);
  });
});
