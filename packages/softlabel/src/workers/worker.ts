// The worker process: runs the trials it is sent, one after another, until the command that started it goes away.
import type { Dataset } from "@softlabel/data";
import { openRuntime } from "../runtime/runtime.ts";
import { dataKey, type ReadFile, runTrial } from "@softlabel/experiment/internal";
import { readInput } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import { loadData, openSent } from "../folder/loadData.ts";
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

async function datasetFor({ trial, dataDirectory, received }: TrialRequest): Promise<Dataset> {
  const key = JSON.stringify([dataKey(trial), dataDirectory, received?.data]);
  const load = (): Dataset | Promise<Dataset> =>
    received?.data === undefined ? loadData(trial, { offline: true, dataDirectory }) : openSent(received.data, trial);
  if (loaded?.key !== key) loaded = { key, dataset: await load() };
  return loaded.dataset;
}

/** Reads the files that the trial names: here, or the content that came from another machine. */
function readerFor({ received }: TrialRequest): ReadFile {
  if (received === undefined) return readInput;
  return (file) => (Object.hasOwn(received.files, file) ? readInput(received.files[file]) : undefined);
}

async function handle(request: TrialRequest): Promise<void> {
  const { runtime, threads } = request.trial;
  let last = 0;
  await runTrial({
    trial: request.trial,
    records: folderStore(request.folder),
    shared: folderStore(request.shared),
    dataset: await datasetFor(request),
    readFile: readerFor(request),
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
