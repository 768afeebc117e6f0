// Teachers: where their model is looked for, and which methods have one.
import { describe, expect, it } from "vitest";
import { isTaught, readTeacherLogits, teacherFile, teacherOfSeed, teachersOf, writeTeacherLogits } from "./teacher.ts";

import { memoryStore } from "../store/memoryStore.ts";

describe("teacherFile", () => {
  const files = ["a/network.onnx", "run/trials/hard-s1/network.onnx", "run/trials/hard-s3/network.onnx"];
  const readFile = (file: string) => (files.includes(file) ? Uint8Array.of(1) : undefined);
  const fileOf = (teacher: string, seed = 1) => teacherFile({ teacher, seed }, readFile).file;

  it("takes a file, the model of a folder, or an experiment's with hard targets and seed 1", () => {
    expect(["a/network.onnx", "a", "a/"].map((text) => fileOf(text))).toEqual(new Array(3).fill("a/network.onnx"));
    expect(fileOf("run")).toBe("run/trials/hard-s1/network.onnx");
    expect(fileOf("run/trials/hard-s*", 3)).toBe("run/trials/hard-s3/network.onnx");
  });

  it("refuses what holds no model", () => {
    expect(() => fileOf("nowhere")).toThrow(
      "--teacher nowhere: expected an ONNX file, or a folder with a model made by softlabel, got",
    );
  });
});

describe("a teacher's logits", () => {
  it("are kept as they are", () => {
    const records = memoryStore();
    const shared = { teacher: "model.onnx", seed: 1 };
    expect(readTeacherLogits(records, shared)).toBeUndefined();
    writeTeacherLogits(records, shared, Float32Array.of(1, -2, 3, 4), 2);
    expect(readTeacherLogits(records, { ...shared, seed: 2 })).toEqual(Float32Array.of(1, -2, 3, 4));
  });

  it("are kept for each seed that has a teacher of its own", () => {
    const records = memoryStore();
    const teacher = "run/trials/hard-s*";
    expect(teacherOfSeed({ teacher, seed: 3 })).toBe("run/trials/hard-s3");
    const seedsOf = (text: string) => teachersOf({ teacher: text, seeds: 3 }).map(({ seed }) => seed);
    expect([seedsOf(teacher), seedsOf("run")]).toEqual([[1, 2, 3], [1]]);
    writeTeacherLogits(records, { teacher, seed: 2 }, Float32Array.of(1, 2), 2);
    expect(readTeacherLogits(records, { teacher, seed: 1 })).toBeUndefined();
    expect(readTeacherLogits(records, { teacher, seed: 2 })).toEqual(Float32Array.of(1, 2));
  });
});

describe("isTaught", () => {
  it("is true of distillation, alone and with a penalty", () => {
    expect(["distill", "distill:T=2+penalty:0.1", "hard", "smooth:0.1"].map(isTaught)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
