// A method bound to where a training stands: what an adapter needs to make its loss of tensors.
import { rowMass } from "../losses/formulas.ts";
import { parseMethod, type Method } from "../methods/method.ts";
import { lastEpoch, type Progress } from "../methods/methodDefinition.ts";
import type { Ops } from "../losses/ops.ts";
import type { RuleRows } from "../losses/rule.ts";
import { checkClasses } from "../base/labels.ts";
import type { TargetMemory } from "../targets/online.ts";
import { lazyOps, type Lazy } from "./lazyOps.ts";
import { targetMap, type TargetMap } from "./targetMap.ts";

/** What methods that change while training are told; the others need nothing. */
export interface TrainingState {
  /** Where the training stands, asked at every call, for a method with a schedule or a warm-up; default its end. */
  readonly progress?: () => Progress;
  /** For a method that learns its targets: what `method.memory(classes)` made, which the caller shows the predictions. */
  readonly memory?: TargetMemory;
}

/** Nothing is told. */
export const trainingDefaults = { progress: undefined, memory: undefined } as const;

/** What a method that uses a teacher is told beside that. */
export interface TeacherState<T> extends TrainingState {
  /** The teacher's logits of the batch, in the shape of the model's, asked at every call. */
  readonly teacher?: () => T;
}

/** A backend's array operations, and how its arrays are made of numbers. */
export interface TensorBackend<T> {
  readonly ops: Ops<T>;
  /** [rows, columns], of row-major numbers. */
  readonly matrix: (data: Float32Array, rows: number, columns: number) => T;
  /** a × b, [N, K] × [K, K]. */
  readonly product: (a: T, b: T) => T;
}

/** A method's loss of tensors, at the present state of its training. */
export interface BoundMethod {
  /** Who speaks in its errors. */
  readonly who: string;
  /** Throws where the method does not take rows of labels, [N, K], as label relaxation does not take mixed ones. */
  checkRows(given: ArrayLike<number>, classes: number): void;
  /** The rows the loss is given, of one-hot rows or mixtures of them, [N, K]. */
  targets<T>(backend: TensorBackend<T>, given: T, classes: number): T;
  /**
   * The loss's values, [N, 1], and gradients, [N, K], each computed when it is asked for; `teacher` is its logits, [N, K].
   * A row of zeros among the targets is left out, whatever its logits are.
   */
  rows<T>(ops: Ops<T>, logits: T, targets: T, teacher?: T): RuleRows<Lazy<T>>;
}

/** given · map. */
function applyMap<T>({ ops, matrix, product }: TensorBackend<T>, map: TargetMap, given: T, classes: number): T {
  if ("table" in map) return product(given, matrix(map.table, classes, classes));
  const scaled = map.scale === 1 ? given : ops.multiply(given, ops.constant(map.scale));
  if (map.shift.every((mass) => mass === 0)) return scaled;
  return ops.add(scaled, ops.multiply(ops.sum(given), matrix(map.shift, 1, classes)));
}

/** The method's target map, made again only where classes or epoch change. */
function mapOf(method: Method, { progress, memory }: TrainingState): (classes: number) => TargetMap {
  let last: { key: string; map: TargetMap } | undefined;
  return (classes) => {
    if (memory) return { table: Float32Array.from(memory.rows()) };
    const now = progress?.();
    const rule = (labels: Int32Array) =>
      now && method.targetsAt ? method.targetsAt(now, labels, classes) : method.targets(labels, classes);
    const key = `${classes} ${now?.epoch} ${now?.epochs}`;
    if (last?.key !== key) last = { key, map: targetMap(rule, classes) };
    return last.map;
  };
}

/**
 * Binds a method to the state of a training.
 * @param given a method, or its text
 * @throws UsageError if the text is not a method
 */
export function bindMethod(given: Method | string, state: TrainingState): BoundMethod {
  const method = typeof given === "string" ? parseMethod(given) : given;
  const map = mapOf(method, state);
  const who = `loss of ${String(method)}`;
  return {
    who,
    checkRows(given, classes) {
      method.soften(Float64Array.from(given), classes);
    },
    targets(backend, rows, classes) {
      checkClasses(who, classes, 2);
      return applyMap(backend, map(classes), rows, classes);
    },
    rows<T>(ops: Ops<T>, logits: T, targets: T, teacher?: T) {
      const lazy = lazyOps(ops);
      const values = method.coefficients?.(state.progress?.() ?? lastEpoch) ?? {};
      const scalars = Object.entries(values).map(([name, value]) => [name, lazy.constant(value)] as const);
      const [given, zero] = [() => targets, lazy.constant(0)];
      const isCounted = lazy.greater(rowMass(lazy, given), zero);
      const counted = (logits: T): Lazy<T> => lazy.where(isCounted, () => logits, zero);
      const taught = teacher === undefined ? undefined : counted(teacher);
      return method.loss.rows(lazy, counted(logits), given, Object.fromEntries(scalars), taught);
    },
  };
}
