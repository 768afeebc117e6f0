// What a row of the table of methods holds, and what its parameters determine.
import type { ParameterDefinition, ValuesOf } from "../base/parameters.ts";
import type { TargetMemory } from "../targets/online.ts";
import type { LossRule } from "../losses/rule.ts";

/** A rule that makes target rows of one-hot or mixed rows, row-major [N, K]; rows of zeros stay zeros. */
export type TargetRule = (rows: Float64Array, classes: number) => Float64Array;

/** Where a training stands: the epoch that is being trained, counted from 1, and how many there will be. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
}

/** An epoch in which every schedule has reached its end. */
export const lastEpoch: Progress = { epoch: 1, epochs: 1 };

/** What a method's parameters determine. */
export interface BuiltMethod {
  /** The rows the loss is given, from one-hot or mixed rows; those rows themselves where absent. */
  readonly soften?: TargetRule;
  /** `soften` where it depends on the epoch; `soften` is then what holds in the end. */
  readonly softenAt?: (progress: Progress, rows: Float64Array, classes: number) => Float64Array;
  /** The rows the model is really pulled to, where they are not those the loss is given. */
  readonly pull?: TargetRule;
  readonly loss: LossRule;
  /** The values of the loss's coefficients in an epoch. */
  readonly coefficients?: (progress: Progress) => Readonly<Record<string, number>>;
  /** The targets' memory, for methods that learn their targets. */
  readonly memory?: (classes: number) => TargetMemory;
}

/** A method before its parameters are given. */
export interface MethodDefinition<Table extends readonly ParameterDefinition[] = readonly ParameterDefinition[]> {
  readonly name: string;
  /** What others call it, in papers, PyTorch, Keras, timm, fairseq or optax; with parameters where theirs have other defaults. */
  readonly aliases?: readonly string[];
  /** One line for help texts and documentation. */
  readonly summary: string;
  /** The loss of a row and its gradient in the logits, as they stand in the documentation. */
  readonly formula: string;
  readonly parameters: Table;
  /** Values of the first parameter worth choosing among, rising; absent where nothing is known of them. */
  readonly grid?: readonly number[];
  /** Where it comes from. */
  readonly paper: string;
  /** When it is worth trying. */
  readonly useWhen: string;
  /** When something else serves better. */
  readonly avoidWhen: string;
  /** It is a penalty: its value is added to a loss's, cross-entropy's with hard targets where it stands alone. */
  readonly penalty?: true;
  /** It notices a constant that is added to a row's logits; its gradient rows need not sum to zero. */
  readonly levelDependent?: true;
  /** Only the direction of a row's logits counts: their length, and with it confidence, is free. */
  readonly lengthFree?: true;
  build(values: ValuesOf<Table>): BuiltMethod;
}

/** A row whose builder is given its own parameters, typed. */
export function defineMethod<const Table extends readonly ParameterDefinition[]>(
  row: MethodDefinition<Table>,
): MethodDefinition<Table> {
  return row;
}
