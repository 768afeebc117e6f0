// softlabel compare: runs an experiment with live progress, prints table and verdicts, writes the report.
import { type ExperimentRecord, parseClaims, type Results, trialName } from "@softlabel/experiment/internal";
import { checkKeeping } from "../run/keepModels.ts";
import { planExperiment, runExperiment, type RunOutcome } from "../run/run.ts";
import type { RunEvent } from "../run/runTrials.ts";
import { announce } from "./announce.ts";
import { announceClaims, plannedClaims, withClaims } from "./claims.ts";
import { abortOnInterrupt, commandLine, prepare, type ExperimentFlags } from "./experimentOptions.ts";
import { keptModelLines } from "./models.ts";
import { answerLines, printResults, say } from "./print.ts";
import { Progress } from "./progress.ts";
import { runnerFor, type RunnerFlags } from "./queue.ts";
import { writeReport } from "./report.ts";
import { openTensorboard, tensorboardLine } from "./tensorboard.ts";

/** Options of the comparison. */
export interface CompareOptions extends ExperimentFlags, RunnerFlags {
  /** True for all, or names. */
  readonly claims?: unknown;
  readonly keepModels?: boolean;
}

function explainEnd({ folder, results, failures }: RunOutcome, interrupted: boolean): void {
  for (const { request, message } of failures) {
    process.stderr.write(`softlabel: run ${trialName(request.trial)} failed: ${message}\n`);
  }
  if (results.complete) return;
  const { finished, total } = results.trials;
  const why = interrupted ? "Interrupted" : "Not complete";
  process.stderr.write(
    `${why}: ${finished} of ${total} runs finished; run the same command to continue in ${folder}.\n`,
  );
}

/** What was found only after training: which seeds are paired, where recalibration lines come from. */
function newNotes({ data }: ExperimentRecord, results: Results): string {
  const notes = (results.data.notes ?? []).filter((note) => !(data.notes ?? []).includes(note));
  return notes.map((note) => `Note: ${note}\n`).join("");
}

/** Runs the comparison and sets the exit code: 1 if a run failed, 130 after Ctrl-C. */
export async function compare(data: string | undefined, options: CompareOptions): Promise<void> {
  const claims = options.claims === undefined ? [] : parseClaims(options.claims);
  const { experiment, dataset, runtime, location } = await prepare(data, options);
  const signal = abortOnInterrupt();
  const progress = new Progress(process.stderr, experiment.epochs);
  const run = {
    experiment,
    dataset,
    runtime,
    signal,
    ...location,
    out: options.out,
    takeOver: options.takeOver,
    runner: await runnerFor(options, runtime),
    command: commandLine(),
  };
  const { folder, record } = planExperiment(run);
  if (options.keepModels === true) checkKeeping(record);
  const [plan, runs] = [plannedClaims(claims, folder, record), await openTensorboard(folder, options.tensorboard)];
  const { json = false } = options;
  say(announce(record) + announceClaims(plan), json);
  const onEvent = (event: RunEvent): void => {
    progress.handle(event);
    runs?.follow(event);
  };
  const trained = await runExperiment({ ...run, onEvent });
  progress.end();
  const outcome = await withClaims(trained, plan, run);
  const report = await writeReport(outcome.folder, outcome.results);
  await runs?.writeExperiment(outcome.results);
  say(newNotes(record, outcome.results), json);
  printResults(outcome.results, json);
  const models = options.keepModels === true && !signal.aborted ? await keptModelLines(outcome, dataset) : [];
  const places = [`Records: ${outcome.folder}`, `Report:  ${report}`, ...models].join("\n");
  say(`\n${places}\n${tensorboardLine(options.tensorboard)}${answerLines(outcome.results)}`, json);
  explainEnd(outcome, signal.aborted);
  if (options.debug === true) for (const { stack } of outcome.failures) process.stderr.write(`${stack}\n`);
  if (signal.aborted) process.exitCode = 130;
  else if (outcome.failures.length > 0) process.exitCode = 1;
}
