// How much memory does it take to train on a table of 5 million rows and 20 columns, all processes together?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { residentBytes } from "./processTree.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { rows: text, format: text, limit: text } });
const rows = Number(values.rows ?? 5_000_000);
const limit = Number(values.limit ?? 1000);
const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.resolve(here, "../../packages/softlabel/bin/softlabel.js");

/** The largest sum over the command's processes, and the largest of one, in bytes. */
interface Peak {
  readonly all: number;
  readonly one: number;
  readonly seconds: number;
}

async function watch(args: readonly string[], cache: string): Promise<Peak> {
  const start = performance.now();
  const environment = { ...process.env, XDG_CACHE_HOME: cache };
  const child = spawn(process.execPath, args, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
  let [all, one] = [0, 0];
  const timer = setInterval(() => {
    const bytes = residentBytes(child.pid!);
    all = Math.max(
      all,
      bytes.reduce((sum, value) => sum + value, 0),
    );
    one = Math.max(one, ...bytes);
  }, 50);
  const [code] = (await once(child, "exit")) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  return { all, one, seconds: (performance.now() - start) / 1000 };
}

const folder = mkdtempSync(path.join(tmpdir(), "table-memory-"));
try {
  const file = path.join(folder, `table.${values.format ?? "parquet"}`);
  // In a process of its own, so that its memory is gone before anything is measured.
  const generate = `import(process.argv[1]).then((m) => m.generateTable(process.argv[2], ${rows}))`;
  await watch(["--import", "tsx", "-e", generate, path.join(here, "generateTable.ts"), file], folder);
  const options = ["--label", "y", "--model", "mlp:64", "--epochs", "1", "--batch-size", "8192"];
  for (const run of ["prepared and trained", "trained again"]) {
    const out = path.join(folder, run);
    const peak = await watch([program, "train", file, ...options, "--out", out], folder);
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
    const verdict = peak.all < limit * 1e6 ? "below" : "ABOVE";
    console.log(
      `${rows} rows ${run}: ${megabytes(peak.all)} in all (largest process ${megabytes(peak.one)}), ${verdict} ${limit} MB, ${peak.seconds.toFixed(0)} s`,
    );
    if (peak.all >= limit * 1e6) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
