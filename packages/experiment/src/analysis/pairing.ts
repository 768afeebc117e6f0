// Which runs of a method are compared with which of the baseline: those of the same seeds, each prediction once.
import { counted, listed, sentenceCase } from "@softlabel/core/internal";
import type { AnalysedTrial } from "./analysedTrial.ts";

/** A method's finished trials beside the baseline's of the same seeds. */
export interface Pairing<Trial> {
  readonly pairs: readonly (readonly [method: Trial, baseline: Trial])[];
  /** The seeds of the pairs. */
  readonly seeds: readonly number[];
  /** Seeds that only one of the two has. */
  readonly alone: { readonly method: readonly number[]; readonly baseline: readonly number[] };
  /** Seeds whose predictions are those of an earlier one, for the method or for the baseline. */
  readonly repeated: readonly number[];
}

const isSame = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** Whether two trials predict the same of every test row: their scores differ where they do not, and take no reading. */
export const predictAlike = (a: AnalysedTrial, b: AnalysedTrial): boolean =>
  a.result.test.nll === b.result.test.nll &&
  a.result.test.meanConfidence === b.result.test.meanConfidence &&
  isSame(a.test.logits, b.test.logits);

/** The trials without those that predict the same as an earlier one: they are one run under several names. */
export function distinctTrials(trials: readonly AnalysedTrial[]): AnalysedTrial[] {
  return trials.filter((trial, t) => !trials.slice(0, t).some((earlier) => predictAlike(earlier, trial)));
}

/** "Seeds 2 and 3 of same repeat the predictions of another seed: identical predictions count once." */
export function repetitionNotes(methods: readonly string[], trials: readonly AnalysedTrial[]): string[] {
  return methods.flatMap((method) => {
    const own = trials.filter(({ trial }) => trial.method === method);
    const kept = distinctTrials(own);
    const repeated = own.filter((trial) => !kept.includes(trial)).map(({ trial }) => trial.seed);
    if (repeated.length === 0) return [];
    const repeat = repeated.length === 1 ? "repeats" : "repeat";
    const start = `${sentenceCase(seedsInWords(repeated))} of ${method}`;
    return [`${start} ${repeat} the predictions of another seed: identical predictions count once.`];
  });
}

/**
 * Pairs trials by seed. Predictions that several seeds share count once: they are one run under several names.
 * @param analysed the trial behind an entry
 */
export function pairBySeed<Trial>(
  method: readonly Trial[],
  baseline: readonly Trial[],
  analysed: (entry: Trial) => AnalysedTrial,
): Pairing<Trial> {
  const seedOf = (entry: Trial): number => analysed(entry).trial.seed;
  const find = (entries: readonly Trial[], seed: number): Trial | undefined =>
    entries.find((entry) => seedOf(entry) === seed);
  const pairs: (readonly [Trial, Trial])[] = [];
  const repeated: number[] = [];
  for (const own of method) {
    const other = find(baseline, seedOf(own));
    if (other === undefined) continue;
    const isRepeated = pairs.some((earlier) =>
      [own, other].some((entry, of) => predictAlike(analysed(earlier[of]), analysed(entry))),
    );
    if (isRepeated) repeated.push(seedOf(own));
    else pairs.push([own, other]);
  }
  const seeds = pairs.map(([own]) => seedOf(own));
  return withLonely({ pairs, seeds, repeated }, method.map(seedOf), baseline.map(seedOf));
}

/** The pairing with the seeds that only one of the two has. */
export function withLonely<Trial>(
  pairing: Omit<Pairing<Trial>, "alone">,
  method: readonly number[],
  baseline: readonly number[],
): Pairing<Trial> {
  const without = (own: readonly number[], others: readonly number[]) => own.filter((seed) => !others.includes(seed));
  return { ...pairing, alone: { method: without(method, baseline), baseline: without(baseline, method) } };
}

/** "seed 1", "seeds 1 and 2" */
export const seedsInWords = (seeds: readonly number[]): string =>
  `seed${seeds.length === 1 ? "" : "s"} ${listed(seeds.map(String))}`;

/** "paired seeds 2 and 3; seed 1 of hard and seed 4 of smooth left out"; undefined where every seed has its partner. */
export function pairingInWords(
  { seeds, alone, repeated }: Pairing<unknown>,
  method: string,
  baseline: string,
): string | undefined {
  const unpaired = [
    ...(alone.baseline.length === 0 ? [] : [`${seedsInWords(alone.baseline)} of ${baseline}`]),
    ...(alone.method.length === 0 ? [] : [`${seedsInWords(alone.method)} of ${method}`]),
  ];
  const same = repeated.length === 0 ? [] : [`${seedsInWords(repeated)} repeat the same predictions`];
  if (unpaired.length + same.length === 0) return undefined;
  const left = unpaired.length === 0 ? [] : [`${listed(unpaired)} left out`];
  return [`paired ${seedsInWords(seeds)}`, ...left, ...same].join("; ");
}

/** The same as a note on the data. */
export function pairingNote(pairing: Pairing<unknown>, method: string, baseline: string): string | undefined {
  const { seeds } = pairing;
  const words = pairingInWords(pairing, method, baseline);
  if (words === undefined) return undefined;
  return `${method} is compared with ${baseline} over ${counted(seeds.length, "seed")}: ${words}.`;
}
