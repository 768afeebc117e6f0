// The kernels in a browser, from a bundle: on one thread, and on two where the page is cross-origin isolated.
import { describe, expect, it } from "vitest";
import { findChromium, runPage } from "./browser.ts";
import { needs } from "./prerequisites.ts";

const chromium = findChromium();

const script = `
import { crossEntropy as plainCrossEntropy } from "@softlabel/core";
import { crossEntropy, openKernels } from "@softlabel/core/kernels";

const shape = [256, 1000];
const logits = Float32Array.from({ length: 256_000 }, (_, i) => 4 * Math.sin(i * i));
const labels = Int32Array.from({ length: 256 }, (_, row) => (row * 7919) % 1000);

// Every range of rows is claimed by an addition; the page counts its own.
let claims = 0;
const add = Atomics.add;
Atomics.add = (array, index, value) => {
  claims++;
  return add(array, index, value);
};

async function run() {
  const one = crossEntropy({ smoothing: 0.1 }).evaluate(logits, labels, shape);
  const plain = plainCrossEntropy({ smoothing: 0.1 }).evaluate(logits, labels, shape);
  const kernels = openKernels({ threads: 2, staging: 2 ** 22 });
  const loss = kernels && crossEntropy({ smoothing: 0.1 }, kernels);
  const report = { isolated: crossOriginIsolated, instructions: openKernels().instructions, threads: kernels?.threads };
  Object.assign(report, { value: one.value, plain: plain.value, least: Infinity, differing: 0 });
  for (let call = 0; loss && call < 300; call++) {
    claims = 0;
    const two = loss.evaluate(logits, labels, shape);
    report.least = Math.min(report.least, claims);
    report.most = Math.max(report.most ?? 0, claims);
    if (two.value !== one.value || two.gradient.some((slope, i) => slope !== one.gradient[i])) report.differing++;
    await new Promise((resolve) => setTimeout(resolve));
    if (report.least < report.most && call > 20) break;
  }
  return report;
}
`;

/** Reports whether the page may compile, what a loss gives all the same, and how often compiling was tried for three calls. */
const forbiddenScript = `
import { crossEntropy as plainCrossEntropy } from "@softlabel/core";
import { crossEntropy, openKernels, scoreLogits } from "@softlabel/core/kernels";

const shape = [64, 10];
const logits = Float32Array.from({ length: 640 }, (_, i) => 4 * Math.sin(i * i));
const labels = Int32Array.from({ length: 64 }, (_, row) => row % 10);

async function run() {
  const { Module } = WebAssembly;
  let tries = 0;
  WebAssembly.Module = new Proxy(Module, { construct(target, given) { tries++; return new target(...given); } });
  const results = [1, 2, 3].map(() => crossEntropy({ smoothing: 0.1 }).evaluate(logits, labels, shape));
  scoreLogits(logits, labels, 10);
  const plain = plainCrossEntropy({ smoothing: 0.1 }).evaluate(logits, labels, shape);
  const same = results.every(({ value, gradient }) => value === plain.value && String(gradient) === String(plain.gradient));
  const tried = tries;
  let canCompile = true;
  try { new Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); } catch { canCompile = false; }
  return { canCompile, kernels: openKernels() !== undefined, same, tries: tried };
}
`;

describe("in a browser", needs("chromium"), () => {
  it("kernels compute what the plain loss computes, on threads bit for bit, and threads do take rows", async () => {
    const report = (await runPage(chromium!, script, true)) as Record<string, number>;
    expect(report).toMatchObject({ isolated: true, instructions: "relaxed", threads: 2, differing: 0 });
    expect(report.value).toBeCloseTo(report.plain, 5);
    expect(report.least).toBeLessThan(report.most);
  });

  it("there are no threads without cross-origin isolation, and kernels all the same", async () => {
    const report = (await runPage(chromium!, script, false)) as Record<string, number>;
    expect(report.isolated).toBe(false);
    expect(report.threads).toBeUndefined();
    expect(report.value).toBeCloseTo(report.plain, 5);
  });

  it("pages that forbid compiling WebAssembly get the plain loss, and are asked once", async () => {
    const report = await runPage(chromium!, forbiddenScript, false, {
      policy: "default-src 'self'; script-src 'self'",
    });
    expect(report).toEqual({ canCompile: false, kernels: false, same: true, tries: 1 });
  });
});
