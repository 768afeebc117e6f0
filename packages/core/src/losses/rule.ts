// What a loss is: one value per row and its gradient, stated once over any backend's arrays.
import type { Ops } from "./ops.ts";

/** What a rule computes: `value` [N, 1] and `gradient` [N, K], d value / d z. */
export interface RuleRows<T> {
  readonly value: T;
  readonly gradient: T;
}

/** A loss of rows: its formula, to be run on plain numbers, ONNX nodes or any other backend's arrays. */
export interface LossRule {
  /** Its name as it stands in graphs and messages. */
  readonly name: string;
  /** The names of the numbers that `rows` is given beside its arrays because they change from epoch to epoch. */
  readonly coefficients?: readonly string[];
  /** Whether `rows` compares with a teacher. */
  readonly usesTeacher?: true | undefined;
  /**
   * The value of every row and its gradient in the logits.
   * @param ops the backend's operations
   * @param logits z, [N, K]
   * @param targets the rows the loss is given, [N, K]; a row of zeros is left out: value 0, gradient 0
   * @param coefficients a scalar for each name in `coefficients`
   * @param teacher the teacher's logits, [N, K], which a rule that uses a teacher needs, and the others do not look at
   * @returns `value` [N, 1]; `gradient` [N, K], d value / d z
   */
  rows<T>(ops: Ops<T>, logits: T, targets: T, coefficients: Readonly<Record<string, T>>, teacher?: T): RuleRows<T>;
}
