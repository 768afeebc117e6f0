// The claims of a comparison: announces the runs that they need, runs those with live progress, prints the outcomes.
import path from "node:path";
import { counted } from "@softlabel/core/internal";
import { type ExperimentRecord, type Results } from "@softlabel/experiment/internal";
import {
  planClaims,
  runClaims,
  withEarlierClaims,
  type ClaimsOutcome,
  type ClaimsPlan,
  type ClaimsRunOptions,
} from "../run/runClaims.ts";
import { writeWithClaims, type RunOptions, type RunOutcome } from "../run/run.ts";
import { Progress } from "./progress.ts";

/** The plan of the claims that are asked for, and of those checked in the folder before. */
export function plannedClaims(
  names: readonly string[],
  folder: string,
  record: ExperimentRecord,
): ClaimsPlan | undefined {
  if (names.length === 0) return undefined;
  const { options, data } = record;
  const trialFolder = (name: string): string => path.join(path.relative("", path.resolve(folder)), "trials", name);
  return planClaims(withEarlierClaims(names, folder), { options, trialFolder, classes: data.classes });
}

/** Names the claims and the additional runs that they need. */
export function announceClaims(plan: ClaimsPlan | undefined): string {
  if (plan === undefined) return "";
  const { claims, extras, runs } = plan;
  const checked = `Claims to check: ${claims.join(", ")}.`;
  if (extras.length === 0) return `${checked} They need no additional runs.\n\n`;
  const names = extras.map(({ name }) => name).join(", ");
  return `${checked} They add ${counted(runs, "run")} in ${counted(extras.length, "experiment")}: ${names}.\n\n`;
}

/** Trains what the claims need, with a line of progress for each extra experiment. */
async function trainForClaims(
  plan: ClaimsPlan,
  options: Omit<ClaimsRunOptions, "onEvent" | "onExtra">,
): Promise<ClaimsOutcome> {
  let progress = new Progress(process.stderr, options.experiment.epochs);
  const outcome = await runClaims(plan, {
    ...options,
    onExtra({ name }, place) {
      progress.end();
      progress = new Progress(process.stderr, options.experiment.epochs);
      process.stderr.write(`Experiment ${place} of ${plan.extras.length} for the claims: ${name}\n`);
    },
    onEvent: (event) => progress.handle(event),
  });
  progress.end();
  return outcome;
}

/** Trains what the claims need once the experiment is complete, and judges them. */
export async function withClaims(
  outcome: RunOutcome,
  plan: ClaimsPlan | undefined,
  run: RunOptions,
): Promise<RunOutcome> {
  const { folder, results, failures } = outcome;
  if (plan === undefined || !results.complete || run.signal?.aborted === true) return outcome;
  const { out, ...shared } = run;
  const trained = await trainForClaims(plan, { ...shared, folder });
  if (trained.finished < trained.total)
    process.stderr.write(
      `${trained.finished} of ${trained.total} additional runs for the claims are finished; run the same command to continue.\n`,
    );
  return { folder, results: writeWithClaims(folder, results), failures: [...failures, ...trained.failures] };
}

/** One line per claim and method: the outcome, then the measurement. */
export function claimLines({ claims = [] }: Results): string[] {
  if (claims.length === 0) return [];
  const lines = claims.map(({ id, method, outcome, claim, sentence }) => {
    return `- ${id}, ${method}: ${outcome.toUpperCase()}. ${claim} ${sentence}`;
  });
  return ["", "Claims of the literature, checked here:", ...lines];
}
