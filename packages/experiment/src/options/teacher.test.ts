// Teachers: where their model is looked for, and which methods have one.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  isTaught,
  readTeacherLogits,
  teacherFileOf,
  teacherOfSeed,
  teacherSeeds,
  writeTeacherLogits,
} from "./teacher.ts";

const emptyFolder = (): string => mkdtempSync(path.join(tmpdir(), "softlabel-teacher-"));

describe("teacherFileOf", () => {
  it("takes a file, the model of a folder, or an experiment's with hard targets and seed 1", () => {
    const [trained, experiment] = [emptyFolder(), emptyFolder()];
    const file = path.join(trained, "network.onnx");
    writeFileSync(file, "");
    expect(teacherFileOf(file)).toBe(file);
    expect(teacherFileOf(trained)).toBe(file);
    const first = path.join(experiment, "trials", "hard-s1");
    mkdirSync(first, { recursive: true });
    writeFileSync(path.join(first, "network.onnx"), "");
    expect(teacherFileOf(experiment)).toBe(path.join(first, "network.onnx"));
  });

  it("refuses a folder without a model, and nothing", () => {
    expect(() => teacherFileOf(emptyFolder())).toThrow("a folder without network.onnx");
    expect(() => teacherFileOf("nowhere")).toThrow("--teacher nowhere: expected an ONNX file");
  });
});

describe("a teacher's logits", () => {
  it("are kept as they are", () => {
    const folder = emptyFolder();
    const shared = { teacher: "model.onnx", seed: 1 };
    expect(readTeacherLogits(folder, shared)).toBeUndefined();
    writeTeacherLogits(folder, shared, Float32Array.of(1, -2, 3, 4), 2);
    expect(readTeacherLogits(folder, { ...shared, seed: 2 })).toEqual(Float32Array.of(1, -2, 3, 4));
  });

  it("are kept for each seed that has a teacher of its own", () => {
    const folder = emptyFolder();
    const teacher = path.join("run", "trials", "hard-s*");
    expect(teacherOfSeed({ teacher, seed: 3 })).toBe(path.join("run", "trials", "hard-s3"));
    expect([teacherSeeds({ teacher, seeds: 3 }), teacherSeeds({ teacher: "run", seeds: 3 })]).toEqual([[1, 2, 3], [1]]);
    writeTeacherLogits(folder, { teacher, seed: 2 }, Float32Array.of(1, 2), 2);
    expect(readTeacherLogits(folder, { teacher, seed: 1 })).toBeUndefined();
    expect(readTeacherLogits(folder, { teacher, seed: 2 })).toEqual(Float32Array.of(1, 2));
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
