// How long and how much memory does `softlabel evaluate` take for 10 million rows, and do scikit-learn and torchmetrics agree?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compareWithPeers } from "./peers.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { rows: text, "peer-rows": text, file: text, python: text } });
const rows = Number(values.rows ?? 10_000_000);
const peerRows = Number(values["peer-rows"] ?? 1_000_000);
const limits = { seconds: 60, bytes: 1e9 };
const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.resolve(here, "../../packages/softlabel/bin/softlabel.js");

/** What a process took. */
interface Usage {
  readonly seconds: number;
  /** Largest resident size, which Linux keeps for as long as the process lives. */
  readonly peakBytes: number;
  readonly output: string;
}

const peakOf = (id: number): number => {
  const status = existsSync(`/proc/${id}/status`) ? readFileSync(`/proc/${id}/status`, "utf8") : "";
  return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
};

async function measure(args: readonly string[], cache: string): Promise<Usage> {
  const start = performance.now();
  const environment = { ...process.env, XDG_CACHE_HOME: cache };
  const child = spawn(process.execPath, args, { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  let [peakBytes, output] = [0, ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const timer = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(child.pid!))), 20);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, peakBytes, output };
}

/** Makes the file in a process of its own, unless it is there. */
async function makeFile(file: string, count: number, folder: string): Promise<void> {
  if (existsSync(file)) return;
  const generate = `import(process.argv[1]).then((m) => m.generatePredictions(process.argv[2], ${count}))`;
  await measure(["--import", "tsx", "-e", generate, path.join(here, "generatePredictions.ts"), file], folder);
}

const met = (isMet: boolean): string => (isMet ? "met" : "MISSED");

/** Every eleventh row is for validation: as many test rows as asked for are left. */
async function evaluateAll(folder: string): Promise<void> {
  const file = values.file ?? path.join(folder, "predictions.parquet");
  await makeFile(file, Math.round(rows * 1.1), folder);
  const { seconds, peakBytes, output } = await measure(
    [program, "evaluate", file, "--json", "--out", path.join(folder, "evaluation")],
    folder,
  );
  const { data, methods } = JSON.parse(output) as {
    data: { testCount: number; validationCount: number };
    methods: { trials: { test: object; testScaled: object | null }[] }[];
  };
  const [{ test, testScaled }] = methods[0].trials;
  const megabytes = (peakBytes / 1e6).toFixed(0);
  console.log(`${data.testCount} test and ${data.validationCount} validation rows, ${availableParallelism()} cores:`);
  console.log(`  ${seconds.toFixed(1)} s (limit ${limits.seconds} s: ${met(seconds < limits.seconds)})`);
  console.log(`  ${megabytes} MB at the peak (limit ${limits.bytes / 1e6} MB: ${met(peakBytes < limits.bytes)})`);
  console.log(`  ${Object.keys(test).length} scores before, ${Object.keys(testScaled ?? {}).length} after scaling`);
  if (seconds >= limits.seconds || peakBytes >= limits.bytes) process.exitCode = 1;
}

const folder = mkdtempSync(path.join(tmpdir(), "evaluate-"));
try {
  await evaluateAll(folder);
  const python = values.python;
  if (python === undefined) console.log("scikit-learn and torchmetrics: left out (--python PATH)");
  else compareWithPeers(python, peerRows, folder);
} finally {
  rmSync(folder, { recursive: true });
}
