// Every method of the table at parameters where no part of its formula is trivial, for tests over all of them.
import { methodTable } from "@softlabel/core";

/** Texts beside a method's own name, by that name. */
const furtherTexts: Readonly<Record<string, readonly string[]>> = {
  hard: ["hard+penalty:0.2", "hard+margin:0.5,margin=1+z-loss:0.01"],
  smooth: ["smooth:0.45", "smooth:1", "smooth:0.3,over=others", "smooth:0.1+penalty:0.05", "smooth:0.2+maxsup"],
  relax: ["relax:0", "relax:0.45", "relax:0.9"],
  prior: ["prior:0.3"],
  similarity: ["similarity:0.3"],
  negative: ["negative:-0.8,warmup=0", "negative:0.3"],
  online: ["online:0.2"],
  "teacher-free": ["teacher-free:0.5,correct=0.8,temperature=0.5"],
  distill: ["distill:T=2", "distill:T=1,mix=0.3", "distill:mix=1", "distill+penalty:0.1+maxsup"],
  focal: ["focal:0", "focal:0.5", "focal:1", "focal:5", "focal:2+penalty:0.1"],
  poly: ["poly:-1", "poly:0.5"],
  gce: ["gce:0.2", "gce:1"],
  sce: ["sce:6", "sce:0.5,beta=0.3"],
  "bi-tempered": ["bi-tempered:t1=0.5,t2=2", "bi-tempered:t1=0,t2=1", "bi-tempered:t1=0.9,t2=1.1"],
  brier: ["brier+logit-penalty:0.1"],
  "logit-norm": ["logit-norm:1"],
  penalty: ["penalty:1", "penalty:0.5,hinge=0.8"],
  margin: ["margin:1,margin=0.5"],
  maxsup: ["maxsup:from=0.3,to=0.5"],
  "logit-penalty": ["logit-penalty:0.3"],
  "z-loss": ["z-loss:0.2"],
};

/** All texts: the name of every method, and some with parameters and penalties. */
export const methodTexts: readonly string[] = methodTable.flatMap(({ name }) => [name, ...(furtherTexts[name] ?? [])]);

/** Texts that are hard targets with cross-entropy, whatever their name. */
export const hardTexts: readonly string[] = [
  ...["smooth:0", "smooth:0,over=others", "relax:0", "prior:0", "similarity:0", "negative:0", "online:0"],
  ...[
    "teacher-free:0",
    "distill:mix=0",
    "focal:0",
    "poly:0",
    "sce:1,beta=0",
    "hard+penalty:0+margin:0",
    "penalty:0",
    "margin:0",
  ],
  ...["maxsup:from=0,to=0", "logit-penalty:0", "z-loss:0"],
];

/** A teacher's logits for tests, [N, K] row-major: any numbers, the same ones always. */
export function teacherLogits(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.fround(3 * Math.sin(5 * i + 1)));
}

/** Whether any term of the text notices a constant that is added to a row's logits. */
export function isLevelDependent(text: string): boolean {
  const names = text.split("+").map((term) => term.split(":")[0]);
  return methodTable.some(({ name, levelDependent }) => levelDependent === true && names.includes(name));
}
