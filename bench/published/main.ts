// The published Fashion-MNIST run through the command: loss of every epoch and final accuracy beside the printed ones.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { MethodResult, Results } from "softlabel";
import { readReference } from "../../test/reference.ts";
import { sharedFile } from "../../test/shared.ts";
import { compareJson } from "../compareJson.ts";

/** What the source prints for one method. */
interface Published {
  readonly lossByEpoch: readonly number[];
  readonly testAccuracyByEpoch: readonly number[];
}

const allowed = { loss: 0.02, accuracy: 0.008 };

const options = [
  ...["--model", "mlp:512,256,128", "--optimizer", "adam:lr=0.001", "--batch-size", "64", "--epochs", "20"],
  ...["--methods", "hard", "smooth:0.2", "--seeds", "3", "--validation", "0"],
];

function compare(): Promise<Results> {
  const out = path.join(mkdtempSync(path.join(tmpdir(), "softlabel-published-")), "run");
  return compareJson(["fashion-mnist", "--data-dir", sharedFile("data/fashion-mnist"), ...options, "--out", out]);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Prints a line an epoch; returns whether every figure is near enough to the published one. */
function judge({ method, trials }: MethodResult, published: Published): boolean {
  console.log(`\n${method}: mean training loss, ours and published`);
  const differences = published.lossByEpoch.map((loss, i) => {
    const ours = mean(trials.map(({ epochs }) => epochs[i].trainLoss));
    console.log(
      `  epoch ${String(i + 1).padStart(2)}  ${ours.toFixed(4)}  ${loss.toFixed(2)}  ${(ours - loss).toFixed(4)}`,
    );
    return Math.abs(ours - loss);
  });
  const accuracy = mean(trials.map(({ test }) => test.accuracy));
  const last = published.testAccuracyByEpoch.at(-1)! / 100;
  console.log(`  test accuracy ${(100 * accuracy).toFixed(2)} %, published ${(100 * last).toFixed(2)} %`);
  console.log(`  mean confidence ${mean(trials.map(({ test }) => test.meanConfidence)).toFixed(4)}`);
  console.log(`  largest loss difference ${Math.max(...differences).toFixed(4)} (allowed ${allowed.loss})`);
  return Math.max(...differences) <= allowed.loss && Math.abs(accuracy - last) <= allowed.accuracy;
}

const reference = readReference<{ fashionMnistMlp: { hard: Published; smoothed02: Published } }>("published.json");
const { methods } = await compare();
const { hard, smoothed02 } = reference.fashionMnistMlp;
const near = [judge(methods[0], hard), judge(methods[1], smoothed02)];
console.log(near.every(Boolean) ? "\nAll within what is allowed." : "\nNOT within what is allowed.");
process.exitCode = near.every(Boolean) ? 0 : 1;
