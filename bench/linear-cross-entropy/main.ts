// How much time and memory do a large vocabulary's loss and gradients take, next to holding all logits? A process a way.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Measurement, Task } from "./task.ts";
import { ways } from "./ways.ts";

function readOptions(): Omit<Task, "way"> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { rows: text, features: text, classes: text, threads: text, repeats: text },
  });
  return {
    rows: Number(values.rows ?? 4096),
    features: Number(values.features ?? 512),
    classes: Number(values.classes ?? 128_000),
    threads: Number(values.threads ?? os.availableParallelism()),
    repeats: Number(values.repeats ?? 1),
  };
}

function measure(task: Task): Measurement | undefined {
  const program = fileURLToPath(new URL("process.ts", import.meta.url));
  const args = [...process.execArgv, program, JSON.stringify(task)];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Where memory does not suffice, the machine ends the process; the other ways are measured all the same.
  return status === 0 ? (JSON.parse(stdout) as Measurement) : undefined;
}

function row(way: string, measurement: Measurement | undefined): string {
  if (measurement === undefined) return `${way.padEnd(20)}  did not finish`;
  const { seconds, peak, loss, weightNorm } = measurement;
  const cells = [
    `${seconds.toFixed(2)} s`,
    `${(peak / 1e9).toFixed(2)} GB`,
    loss.toFixed(6),
    weightNorm.toExponential(6),
  ];
  return [way.padEnd(20), ...cells.map((cell) => cell.padStart(13))].join("  ");
}

const options = readOptions();
const { rows, features, classes, threads } = options;
const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
const machine = `${os.cpus()[0]?.model ?? os.arch()}, ${threads} threads`;
console.log(`Node ${process.versions.node}, ONNX Runtime ${version}, ${machine}`);
console.log(
  `${rows} rows × ${features} features × ${classes} classes: all logits ${((4 * rows * classes) / 1e9).toFixed(2)} GB,`,
);
console.log(`weight and its gradient ${((4 * features * classes) / 1e9).toFixed(2)} GB each\n`);
console.log(["way".padEnd(20), ...["time", "peak memory", "loss", "|dW|"].map((name) => name.padStart(13))].join("  "));
for (const way of Object.keys(ways)) console.log(row(way, measure({ ...options, way })));
