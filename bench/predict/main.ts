// How many rows per second does `softlabel predict` write, in how much memory, compared with reading the same file with DuckDB?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { residentBytes } from "../table-memory/processTree.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { rows: text, rounds: text, formats: text, outputs: text, limit: text } });
const rows = Number(values.rows ?? 10_000_000);
const rounds = Number(values.rounds ?? 1);
const limit = Number(values.limit ?? 1000);
const formats = (values.formats ?? "parquet,csv").split(",");
const outputs = (values.outputs ?? "csv,parquet").split(",");
const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.resolve(here, "../../packages/softlabel/bin/softlabel.js");

/** What a command took; memory with all processes that it started. */
interface Usage {
  readonly seconds: number;
  /** Of all cores together, which other work on the machine hardly changes. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** Linux counts in hundredths of a second; the fields stand behind the name, which may hold spaces. */
function cpuSecondsOf(id: number): number {
  const file = `/proc/${id}/stat`;
  const fields = existsSync(file) ? readFileSync(file, "utf8").split(") ")[1].split(" ") : [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

async function measure(args: readonly string[], cache: string): Promise<Usage> {
  const start = performance.now();
  const environment = { ...process.env, XDG_CACHE_HOME: cache };
  const child = spawn(process.execPath, args, { env: environment, stdio: ["ignore", "ignore", "pipe"] });
  let [peakBytes, cpuSeconds, said] = [0, 0, ""];
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const timer = setInterval(() => {
    const all = residentBytes(child.pid!).reduce((sum, bytes) => sum + bytes, 0);
    peakBytes = Math.max(peakBytes, all);
    cpuSeconds = Math.max(cpuSeconds, cpuSecondsOf(child.pid!));
  }, 50);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${said}`);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds, peakBytes };
}

/** Runs an exported function of a file in a process of its own. */
const call = (file: string, name: string, ...given: readonly (string | number)[]): string[] => {
  const source = `import(process.argv[1]).then((m) => m.${name}(${given.map((value) => JSON.stringify(value)).join(", ")}))`;
  return ["--import", "tsx", "-e", source, path.join(here, file)];
};

const least = (all: readonly Usage[]): Usage => all.reduce((best, one) => (one.seconds < best.seconds ? one : best));
const perSecond = ({ seconds }: Usage): string => `${(rows / seconds / 1e6).toFixed(2)} million rows/s`;
const megabytes = ({ peakBytes }: Usage): string => `${(peakBytes / 1e6).toFixed(0)} MB`;

/** Makes the rows to predict, and a model of some that have labels. */
async function prepare(folder: string, format: string): Promise<{ readonly file: string; readonly model: string }> {
  const [labelled, file] = ["labelled.parquet", `table.${format}`].map((name) => path.join(folder, name));
  const model = path.join(folder, "model");
  if (!existsSync(labelled)) {
    await measure(call("../table-memory/generateTable.ts", "generateTable", labelled, rows), folder);
    const options = ["--label", "y", "--model", "mlp:64", "--epochs", "1", "--out", model];
    await measure([program, "train", `select * from '${labelled}' limit 20000`, ...options], folder);
  }
  await measure(call("readTable.ts", "copyUnlabelled", labelled, file), folder);
  return { file, model };
}

/** Reading and predicting take turns; the fastest of each counts. */
async function compareWithReading(folder: string, format: string): Promise<void> {
  const { file, model } = await prepare(folder, format);
  const tasks = new Map<string, readonly string[]>([["read by DuckDB", call("readTable.ts", "readTable", file)]]);
  for (const output of outputs) {
    const out = path.join(folder, `out.${output}`);
    tasks.set(`predicted into ${output}`, [program, "predict", model, file, "--out", out]);
  }
  const found = new Map([...tasks.keys()].map((name) => [name, [] as Usage[]]));
  for (let round = 0; round < rounds; round++)
    for (const [name, args] of tasks) found.get(name)!.push(await measure(args, folder));
  const size = `${(statSync(file).size / 1e6).toFixed(0)} MB of ${format}`;
  console.log(`${rows} rows × 20 columns, ${size}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}:`);
  const reading = least([...found.values()][0]);
  for (const [name, all] of found) {
    const best = least(all);
    const [wall, cpu] = [best.seconds / reading.seconds, best.cpuSeconds / reading.cpuSeconds];
    const ratio = best === reading ? "" : ` (${wall.toFixed(1)} × reading; CPU ${cpu.toFixed(1)} ×)`;
    const verdict = best.peakBytes < limit * 1e6 ? "below" : "ABOVE";
    console.log(
      `  ${name}: ${best.seconds.toFixed(1)} s, CPU ${best.cpuSeconds.toFixed(1)} s, ${perSecond(best)}${ratio}; ${megabytes(best)}, ${verdict} ${limit} MB`,
    );
    if (best.peakBytes >= limit * 1e6) process.exitCode = 1;
  }
  rmSync(file);
}

const folder = mkdtempSync(path.join(tmpdir(), "predict-"));
try {
  for (const format of formats) await compareWithReading(folder, format);
} finally {
  rmSync(folder, { recursive: true });
}
