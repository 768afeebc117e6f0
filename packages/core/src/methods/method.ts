// A method with its parameters, read from the text the command takes: hard, smooth:0.1,over=others, smooth:0.1+penalty:0.05.
import { check } from "../base/check.ts";
import { formatNamed, parseNamed, type ParameterValues } from "../base/parameters.ts";
import { oneHot } from "../targets/oneHot.ts";
import type { TargetMemory } from "../targets/online.ts";
import { addRules } from "../losses/addRules.ts";
import { hardMethod } from "./hard.ts";
import { lastEpoch, type BuiltMethod, type MethodDefinition, type Progress } from "./methodDefinition.ts";
import { methodTable } from "./methodTable.ts";
import { isEvenBeside, pulledRow } from "./optimum/pulledRow.ts";
import { atBestLevel, rowLoss } from "./optimum/rowLoss.ts";
import type { LossRule } from "../losses/rule.ts";

/** A named way to soften, with its parameters: a target rule, the loss it goes with, and penalties. */
export interface Method {
  /** The names of its terms, joined by "+". */
  readonly name: string;
  /** The parameters of the first term by name, and those of penalties after it as "penalty.beta". */
  readonly parameters: ParameterValues;
  /** q, row-major [N, K]: the rows the loss is given; where they change while training, those of the end. */
  targets(labels: Int32Array, classes: number): Float64Array;
  /** `targets` of rows instead of labels, one-hot or mixed, row-major [N, K]; a row of zeros (an ignored one) stays. */
  soften(rows: Float64Array, classes: number): Float64Array;
  /** The targets in one epoch, where they depend on it (a warm-up). */
  readonly targetsAt?: ((progress: Progress, labels: Int32Array, classes: number) => Float64Array) | undefined;
  /** `targetsAt` of rows instead of labels, where there is one. */
  readonly softenAt?: ((progress: Progress, rows: Float64Array, classes: number) => Float64Array) | undefined;
  /** A fresh memory, where the targets are learnt while training: its rows are then the targets, by class. */
  readonly memory?: ((classes: number) => TargetMemory) | undefined;
  /** The values of `loss.coefficients` in one epoch, where the loss has any. */
  readonly coefficients?: ((progress: Progress) => Readonly<Record<string, number>>) | undefined;
  /**
   * The row the model is really pulled to, [K], for showing to people. Under label relaxation, which is given one-hot rows,
   * this is the credal set's boundary: 1-α for the class, the rest spread evenly. With penalties it is where the sum is
   * smallest, if the targets treat all other classes alike and the loss notices the logits' length; else the row before
   * them. A teacher's part is left out: it differs from example to example.
   */
  effectiveTarget(label: number, classes: number): Float64Array;
  /** The loss that training puts into its graph. */
  readonly loss: LossRule;
  /** The canonical text: `parseMethod` makes an equal method of it. */
  toString(): string;
}

/** One term of a method's text, read. */
interface Term {
  readonly row: MethodDefinition;
  readonly values: ParameterValues;
  readonly built: BuiltMethod;
}

/** The terms of a sum. A "+" separates terms only before a name: 1e+3 is a number. */
function parseTerms(text: string): readonly Term[] {
  return text.split(/\+(?=\s*[a-z])/i).map((part) => {
    const { row, values } = parseNamed("method", part, methodTable);
    return { row, values, built: row.build(values) };
  });
}

/** Throws unless every term after the first is a penalty, and no penalty stands twice. */
function checkSum(text: string, terms: readonly Term[]): void {
  const second = terms.slice(1).find(({ row }) => row.penalty === undefined);
  const penalties = methodTable.filter(({ penalty }) => penalty).map(({ name }) => name);
  const who = `method ${JSON.stringify(text)}`;
  const expected = `one loss, then only penalties (${penalties.join(", ")})`;
  if (second !== undefined) check(false, who, expected, second.row.name);
  const repeated = terms.find(({ row }, i) => terms.findIndex((other) => other.row === row) < i);
  if (repeated !== undefined) check(false, who, "every penalty once", repeated.row.name, "add its weights up");
}

/** The parameters of all terms; from the second on, with the term's name before theirs. */
function allParameters(terms: readonly Term[]): ParameterValues {
  const named = terms.flatMap(({ row, values }, i) =>
    Object.entries(values).map(([name, value]) => [i === 0 ? name : `${row.name}.${name}`, value] as const),
  );
  return Object.fromEntries(named);
}

/** The members of a method that only some have. */
function timeDependence({ softenAt, memory }: BuiltMethod, terms: readonly BuiltMethod[]): Partial<Method> {
  const scheduled = terms.flatMap(({ coefficients }) => coefficients ?? []);
  return {
    softenAt,
    targetsAt: softenAt && ((progress, labels, classes) => softenAt(progress, oneHot(labels, classes), classes)),
    memory,
    coefficients:
      scheduled.length === 0
        ? undefined
        : (progress) => Object.fromEntries(scheduled.flatMap((at) => Object.entries(at(progress)))),
  };
}

/** Whether a penalty moves the optimum from `row`, and it can be searched for: even beside the label. */
function isSearched(terms: readonly Term[], row: Float64Array, label: number): boolean {
  const unknown = terms.some(({ row: { lengthFree }, built: { loss } }) => loss.usesTeacher ?? lengthFree);
  return terms.some((term) => term.row.penalty) && !unknown && isEvenBeside(row, label);
}

/**
 * Reads a method: its name, then its parameters after a colon. The first parameter may stand alone, the others are
 * name=value; those not given have their default. Penalties follow after "+"; one that stands alone is added to
 * cross-entropy with hard targets. `methodTable` lists all methods and parameters.
 * @param text such as "hard", "smooth:0.1,over=others", "relax:0.1" or "smooth:0.1+penalty:0.05"
 * @throws UsageError if the method or a parameter is unknown, given twice or out of range, or a sum has two losses or a penalty
 *   twice
 * @example
 * ```ts
 * import { parseMethod } from "@softlabel/core";
 * const method = parseMethod("smooth:0.2,over=others");
 * Array.from(method.targets(new Int32Array([2]), 3)); // => [0.1, 0.1, 0.8]
 * Array.from(parseMethod("relax:0.2").effectiveTarget(2, 3)); // => [0.1, 0.1, 0.8]
 * String(parseMethod("smooth: alpha=.20, over=all")); // => "smooth:0.2"
 * ```
 */
export function parseMethod(text: string): Method {
  const terms = parseTerms(text);
  checkSum(text, terms);
  const [first] = terms;
  const base = first.row.penalty ? hardMethod.build({}) : first.built;
  const rules = terms.map(({ built }) => built.loss);
  const soften = base.soften ?? ((rows: Float64Array) => rows);
  const pull = base.pull ?? soften;
  const loss = addRules(first.row.penalty ? [base.loss, ...rules] : rules);
  const built = terms.map((term) => term.built);
  const changing = timeDependence(base, built);
  return {
    name: terms.map(({ row }) => row.name).join("+"),
    parameters: allParameters(terms),
    targets: (labels, classes) => soften(oneHot(labels, classes), classes),
    soften,
    effectiveTarget(label, classes) {
      const hard = oneHot(Int32Array.of(label), classes);
      const row = pull(hard, classes);
      if (!isSearched(terms, row, label)) return row;
      const at = rowLoss(loss, changing.coefficients?.(lastEpoch) ?? {}, soften(hard, classes));
      return pulledRow(terms.some((term) => term.row.levelDependent) ? atBestLevel(at) : at, row, label);
    },
    loss,
    ...changing,
    toString: () => terms.map(({ row, values }) => formatNamed(row, values)).join("+"),
  };
}
