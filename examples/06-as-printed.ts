// A notebook's experiment exactly as printed, and beside it the same without its second squashing. Run it from the root.
import { readFileSync } from "node:fs";
import { asPrinted } from "@softlabel/core";

// 100 rows of 20 features in 2 classes, a third of them for testing, and what the notebook's own libraries recorded of them.
type Rows = { x: number[][]; y: number[] };
type Run = {
  method: string;
  amount: number;
  losses: number[];
  testAccuracy: number;
  weight: number[][];
  bias: number[];
};
type Notebook = { seed: number; train: Rows; test: Rows; initial: { weight: number[][]; bias: number[] }; runs: Run[] };
const file = readFileSync("test/reference/sources.json", "utf8");
const { notebooks } = JSON.parse(file) as { notebooks: Notebook[] };

const lossOf = ({ method, amount }: Run) =>
  method === "smoothing" ? asPrinted.canonical({ s: amount }) : asPrinted.relaxation({ alpha: amount });

// As printed: the linear layer's output goes through a sigmoid, and the loss takes that for logits, whose softmax squashes again.
const sigmoid = { value: (score: number) => 1 / (1 + Math.exp(-score)), slope: (out: number) => out * (1 - out) };
const identity = { value: (score: number) => score, slope: () => 1 };

const scoresOf = (weight: number[][], bias: number[], x: number[][]) =>
  x.flatMap((row) => weight.map((w, k) => w.reduce((sum, value, j) => sum + value * row[j], bias[k])));

// 500 steps of gradient descent at a rate of 0.1, on all training rows at once.
function train({ train, test, initial }: Notebook, run: Run, squash: typeof sigmoid) {
  const weight = initial.weight.map((row) => [...row]);
  const bias = [...initial.bias];
  const loss = lossOf(run);
  const losses: number[] = [];
  for (let step = 0; step < 500; step++) {
    const out = Float64Array.from(scoresOf(weight, bias, train.x), squash.value);
    const { value, gradient } = loss.evaluate(out, Int32Array.from(train.y), [train.y.length, 2]);
    if (step % 100 === 0) losses.push(value);
    const slopes = gradient.map((slope, i) => slope * squash.slope(out[i]));
    for (const k of [0, 1]) {
      for (let j = 0; j < 20; j++) {
        weight[k][j] -= 0.1 * train.x.reduce((sum, row, n) => sum + slopes[2 * n + k] * row[j], 0);
      }
      bias[k] -= 0.1 * train.y.reduce((sum, _, n) => sum + slopes[2 * n + k], 0);
    }
  }
  const out = scoresOf(weight, bias, test.x).map(squash.value);
  const correct = test.y.filter((y, n) => out[2 * n + y] > out[2 * n + 1 - y]).length;
  const confidence = test.y.map((_, n) => 1 / (1 + Math.exp(-Math.abs(out[2 * n] - out[2 * n + 1]))));
  return { losses, testAccuracy: correct / test.y.length, confidence: Math.max(...confidence), weight, bias };
}

// The notebook calls the accuracy that of training; it is measured on the test rows.
const cells = ({ losses, testAccuracy }: ReturnType<typeof train>) =>
  [...losses, testAccuracy].map((x) => x.toFixed(3)).join(" ");
const names: Record<string, string> = { smoothing: "smoothing", relaxationAsPrinted: "relaxation" };
const distances: number[] = [];
const confidences: { printed: number; single: number }[] = [];
for (const notebook of notebooks) {
  const steps = "0     100   200   300   400   accuracy";
  console.log(`\nseed ${notebook.seed}: loss at step, and accuracy on the test rows`);
  console.log(`${"".padEnd(16)}${"as printed: sigmoid, then softmax".padEnd(40)}softmax alone`);
  console.log(`${"".padEnd(16)}${steps.padEnd(40)}${steps}`);
  for (const run of notebook.runs) {
    const [printed, single] = [train(notebook, run, sigmoid), train(notebook, run, identity)];
    console.log(`${names[run.method]} ${run.amount}`.padEnd(16) + cells(printed).padEnd(40) + cells(single));
    const numbers = ({ losses, testAccuracy, weight, bias }: Omit<Run, "method" | "amount">) => [
      ...losses,
      testAccuracy,
      ...weight.flat(),
      ...bias,
    ];
    const recorded = numbers(run);
    distances.push(...numbers(printed).map((value, i) => Math.abs(value - recorded[i])));
    confidences.push({ printed: printed.confidence, single: single.confidence });
  }
}

// Every loss, accuracy and final weight of both recorded runs is followed.
distances.length; // => 768
Math.max(...distances) < 1e-6; // => true

// The softmax of two sigmoids never exceeds e / (e + 1) = 0.731: the sigmoid hides what softening does to confidence.
confidences.every(({ printed }) => printed < Math.E / (Math.E + 1)); // => true
confidences.filter(({ single }) => single > 0.95).length > 4; // => true
