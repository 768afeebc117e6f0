// What other libraries call things that have a name here, so that a message can tell the right one.

/** Other names by ours, in lower case without signs: `label_smoothing`, `labelSmoothing` and `LabelSmoothing` are one. */
export type OtherNames = Readonly<Record<string, string>>;

/** Those of losses and scores. Names that hold one of ours, as "label_smoothing" holds "smoothing", need no row. */
const commonNames: OtherNames = {
  smoothing: "epsilon eps alpha ls",
  alpha: "labelsmoothing smoothing smooth epsilon eps",
  s: "labelsmoothing smoothing alpha epsilon eps",
  e: "labelsmoothing smoothing alpha epsilon eps s",
  posWeight: "positiveweight classweight weight",
  ignoreIndex: "ignorelabel paddingidx padidx padtokenid",
  reduction: "reduce sizeaverage",
  temperature: "t tau",
  mixing: "alpha lambda",
  gamma: "focusing",
  balance: "alpha",
  draws: "nboot nresamples",
  penalty: "l2 c regularization",
  seed: "randomstate rng",
  threads: "njobs numworkers",
  mean: "avg average sumoverbatchsize",
};

/** A name without what differs from one language to another. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Levenshtein distance: insertions, deletions and replacements that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, replaced));
    }
    row = next;
  }
  return row[b.length];
}

/** How far a name is from one of ours: below 1 for another spelling or another library's word, from 1 on in letters. */
function distance(name: string, ours: string, further: OtherNames): number {
  const [a, b] = [plainName(name), plainName(ours)];
  const far = 1 + editDistance(name.toLowerCase(), ours.toLowerCase());
  if (a === "" || b === "") return far;
  if (a === b) return 0;
  if (`${commonNames[ours] ?? ""} ${further[ours] ?? ""}`.split(" ").includes(a)) return 0.3;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length > 2 && long.includes(short)) return 0.6;
  return far;
}

/** The valid names, the one most like `name` first; `further` has other names for them. */
export function nearestFirst(name: string, valid: readonly string[], further: OtherNames = {}): string[] {
  const distances = new Map(valid.map((other) => [other, distance(name, other, further)]));
  return [...valid].sort((a, b) => distances.get(a)! - distances.get(b)!);
}

/**
 * The valid name that is probably meant: the same in another spelling, another library's word for it, or a near one.
 * @param name what was written
 * @param valid the names there are
 * @param further other names for them, in lower case and without signs
 * @example
 * ```ts
 * import { likelyName } from "@softlabel/core/internal";
 * likelyName("label_smoothing", ["weight", "smoothing"]); // => "smoothing"
 * likelyName("foo", ["weight", "smoothing"]); // => undefined
 * ```
 */
export function likelyName(name: string, valid: readonly string[], further: OtherNames = {}): string | undefined {
  const [nearest] = nearestFirst(name, valid, further);
  if (nearest === undefined) return undefined;
  return distance(name, nearest, further) <= 1 + Math.max(1, Math.floor(name.length / 3)) ? nearest : undefined;
}
