// The same predictions scored here and by scikit-learn and torchmetrics: values side by side, times as a ratio.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createEvaluator, createRandom, type EvaluationScores } from "@softlabel/core";

const classes = 10;
const script = fileURLToPath(new URL("peers.py", import.meta.url));

/** A line of peers.py. */
interface PeerScore {
  readonly library: string;
  readonly name: string;
  readonly value: number;
  readonly seconds: number;
}

/** Normal logits in which the label's stands out. */
function draw(rows: number): { logits: Float32Array; labels: Int32Array } {
  const random = createRandom("bench");
  const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
  const logits = Float32Array.from({ length: rows * classes }, () => 2.5 * random.normal());
  labels.forEach((label, row) => (logits[row * classes + label] += 4));
  return { logits, labels };
}

function askPeers(python: string, logits: Float32Array, labels: Int32Array, folder: string): PeerScore[] {
  const files = [path.join(folder, "logits.bin"), path.join(folder, "labels.bin")];
  writeFileSync(files[0], logits);
  writeFileSync(files[1], labels);
  const output = execFileSync(python, [script, ...files, String(classes)], { encoding: "utf8" });
  const lines = output.trim().split("\n");
  return lines.map((line) => JSON.parse(line) as PeerScore);
}

/** Prints a row for each score that a peer has. */
export function compareWithPeers(python: string, rows: number, folder: string): void {
  const { logits, labels } = draw(rows);
  const start = performance.now();
  const scores = createEvaluator({ classes }).add(logits, labels).scores(createRandom(1));
  const seconds = (performance.now() - start) / 1000;
  const peers = askPeers(python, logits, labels, folder);
  console.log(`${rows} rows in memory, value here and there, seconds there:`);
  for (const { library, name, value, seconds: taken } of peers) {
    const own = scores[name as keyof EvaluationScores];
    const shown = typeof own === "number" ? `${own.toFixed(12)}  ${value.toFixed(12)}` : "".padEnd(30);
    console.log(`  ${name.padEnd(32)} ${shown}  ${taken.toFixed(3)} s  ${library}`);
  }
  const theirs = peers.reduce((sum, peer) => sum + peer.seconds, 0);
  const count = Object.keys(scores).length;
  console.log(
    `  all ${count} scores here ${seconds.toFixed(2)} s, these there ${theirs.toFixed(2)} s: ${(theirs / seconds).toFixed(2)} times as long`,
  );
}
