// The worker process: runs the trials it is sent, one after another, until the command that started it goes away.
import type { Dataset } from "@softlabel/data";
import { openRuntime } from "../runtime/runtime.ts";
import { dataKey, runTrial } from "@softlabel/experiment/internal";
import { readInput } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import { loadData } from "../folder/loadData.ts";
import type { TrialRequest, WorkerMessage } from "./messages.ts";

const parent = process.ppid;
const progressInterval = 200;

function send(message: WorkerMessage): void {
  process.send?.(message);
}

/** A worker whose command was killed must not write beside the command's successor. */
function exitIfOrphaned(): void {
  if (process.ppid !== parent || !process.connected) process.exit(0);
}

let loaded: { readonly key: string; readonly dataset: Dataset } | undefined;

async function datasetFor({ trial, dataDirectory }: TrialRequest): Promise<Dataset> {
  const key = JSON.stringify([dataKey(trial), dataDirectory]);
  if (loaded?.key !== key) loaded = { key, dataset: await loadData(trial, { offline: true, dataDirectory }) };
  return loaded.dataset;
}

async function handle(request: TrialRequest): Promise<void> {
  const { runtime, threads } = request.trial;
  let last = 0;
  await runTrial({
    trial: request.trial,
    records: folderStore(request.folder),
    shared: folderStore(request.shared),
    dataset: await datasetFor(request),
    readFile: readInput,
    ort: (await openRuntime(runtime, threads)).ort,
    beforeWriting: exitIfOrphaned,
    onProgress(progress) {
      const now = performance.now();
      if (now - last < progressInterval && progress.step < progress.steps) return;
      last = now;
      send({ kind: "progress", ...progress });
    },
  });
}

process.on("message", (request: TrialRequest) => {
  handle(request).then(
    () => send({ kind: "finished" }),
    (error: unknown) => {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      send({ kind: "failed", message, stack: stack ?? "" });
    },
  );
});
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole process group; only the command decides what it means.
process.on("SIGINT", () => undefined);
