// The published Fashion-MNIST run through the command: losses, accuracy and one image's probability beside the printed ones.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { MethodResult, Results } from "softlabel";
import { readReference } from "../../test/reference.ts";
import { sharedFile } from "../../test/shared.ts";
import { compareJson } from "../compareJson.ts";
import { confidencesOf, sampleOf, type Predicted } from "./sample.ts";

/** What the source prints for one method. */
interface Published {
  readonly lossByEpoch: readonly number[];
  readonly testAccuracyByEpoch: readonly number[];
  /** The probability of the class of one test image, the first of the last batch. */
  readonly sampleConfidence: number;
}

const allowed = { loss: 0.02, accuracy: 0.008 };

const { values: given } = parseArgs({
  options: { seeds: { type: "string", default: "3" }, workers: { type: "string" } },
});
const options = [
  ...["--model", "mlp:512,256,128", "--optimizer", "adam:lr=0.001", "--batch-size", "64", "--epochs", "20"],
  ...["--methods", "hard", "smooth:0.2", "--seeds", given.seeds, "--validation", "0"],
  ...(given.workers === undefined ? [] : ["--workers", given.workers]),
];

const out = path.join(mkdtempSync(path.join(tmpdir(), "softlabel-published-")), "run");

function compare(): Promise<Results> {
  return compareJson(["fashion-mnist", "--data-dir", sharedFile("data/fashion-mnist"), ...options, "--out", out]);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Prints one line per epoch; returns whether every figure is near enough to the published one. */
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

/** The predictions of a method's runs on the test images. */
const predictedBy = ({ method, trials }: MethodResult): Predicted[] =>
  trials.map(({ seed }) => ({ out, method, seed }));

/** Prints the one image's probability, and how many images smoothing is less confident of; returns whether the claim holds. */
function judgeConfidence(methods: readonly MethodResult[], published: readonly Published[]): boolean {
  const samples = methods.map((method) => predictedBy(method).map(sampleOf));
  console.log(
    "\nprobability of the class of test image 9,984, the first of the last batch: ours by seed, and published",
  );
  methods.forEach(({ method }, i) => {
    const ours = samples[i].map((value) => value.toFixed(4)).join(" ");
    console.log(`  ${method.padEnd(12)}${ours}, published ${published[i].sampleConfidence}`);
  });
  const [hard, smooth] = methods.map((method) => predictedBy(method).map(confidencesOf));
  const lower = hard.map((confidences, seed) => mean(confidences.map((value, n) => Number(smooth[seed][n] < value))));
  console.log(`  smoothing is less confident of ${(100 * mean(lower)).toFixed(1)} % of the test images`);
  return samples[0].every((value, seed) => samples[1][seed] < value);
}

const reference = readReference<{ fashionMnistMlp: { hard: Published; smoothed02: Published } }>("published.json");
const { methods } = await compare();
const { hard, smoothed02 } = reference.fashionMnistMlp;
const near = [judge(methods[0], hard), judge(methods[1], smoothed02), judgeConfidence(methods, [hard, smoothed02])];
console.log(near.every(Boolean) ? "\nAll within what is allowed." : "\nNOT within what is allowed.");
process.exitCode = near.every(Boolean) ? 0 : 1;
