// The claims of a comparison: what checking them costs, their extra trainings with live progress, what they came to.
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

/** The plan of the claims that were asked for, those of an earlier run in the folder included. */
export function plannedClaims(
  names: readonly string[],
  folder: string,
  record: ExperimentRecord,
): ClaimsPlan | undefined {
  if (names.length === 0) return undefined;
  const { options, data } = record;
  return planClaims(withEarlierClaims(names, folder), { options, folder, classes: data.classes });
}

/** What is going to be trained beside the experiment itself. */
export function announceClaims(plan: ClaimsPlan | undefined): string {
  if (plan === undefined) return "";
  const { claims, extras, trainings } = plan;
  const checked = `Claims to check: ${claims.join(", ")}.`;
  if (extras.length === 0) return `${checked} They need no further trainings.\n\n`;
  const names = extras.map(({ name }) => name).join(", ");
  return `${checked} They add ${counted(trainings, "training")}, in ${counted(extras.length, "experiment")}: ${names}.\n\n`;
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
      process.stderr.write(`For the claims, ${place} of ${plan.extras.length}: ${name}\n`);
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
      `${trained.finished} of ${trained.total} extra trainings of the claims are on record; the same command again goes on from there.\n`,
    );
  return { folder, results: writeWithClaims(folder, results), failures: [...failures, ...trained.failures] };
}

/** A line for each claim and method: the outcome, then what was measured. */
export function claimLines({ claims = [] }: Results): string[] {
  if (claims.length === 0) return [];
  const lines = claims.map(({ id, method, outcome, claim, sentence }) => {
    return `- ${id}, ${method}: ${outcome.toUpperCase()}. ${claim} ${sentence}`;
  });
  return ["", "What the literature claims, and what it came to here:", ...lines];
}
