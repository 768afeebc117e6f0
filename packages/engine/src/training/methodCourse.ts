// A method's course through the epochs: its targets, coefficients and memory as they are in the present one.
import { type Method, type TargetMemory } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import { targetTable } from "./examples/batches.ts";

/** What training needs of a method. */
export type TrainedMethod = Pick<Method, "targets" | "soften" | "targetsAt" | "coefficients" | "memory" | "loss">;

/** A method in a training of so many epochs. */
export class MethodCourse {
  readonly #method: TrainedMethod;
  readonly #classes: number;
  readonly #epochs: number;
  readonly #memory: TargetMemory | undefined;
  #targets: Float32Array;
  #coefficients: Readonly<Record<string, number>> = {};

  constructor(method: TrainedMethod, classes: number, epochs: number) {
    this.#method = method;
    this.#classes = classes;
    this.#epochs = epochs;
    this.#memory = method.memory?.(classes);
    this.#targets = targetTable(method, classes);
  }

  /** The target of every class in the present epoch, [K, K]. */
  get targets(): Float32Array {
    return this.#targets;
  }

  /** The values of the loss's coefficients in the present epoch. */
  get coefficients(): Readonly<Record<string, number>> {
    return this.#coefficients;
  }

  /** Whether the method learns its targets from predictions. */
  get observes(): boolean {
    return this.#memory !== undefined;
  }

  /** Goes on to an epoch, counted from 1. */
  beginEpoch(epoch: number): void {
    const { targetsAt, coefficients } = this.#method;
    const progress = { epoch, epochs: this.#epochs };
    this.#coefficients = coefficients?.(progress) ?? {};
    if (this.#memory !== undefined) this.#targets = Float32Array.from(this.#memory.rows());
    else if (targetsAt !== undefined)
      this.#targets = targetTable(
        { targets: (labels, classes) => targetsAt(progress, labels, classes) },
        this.#classes,
      );
  }

  /** Lets the memory take notice of a batch: p, [N, K], and labels, [N]. */
  observe(probabilities: Float32Array, labels: Int32Array): void {
    this.#memory?.observe(probabilities, labels);
  }

  /** Lets the memory learn from the epoch. */
  endEpoch(): void {
    this.#memory?.endEpoch();
  }

  /** The memory's state between two epochs, where there is a memory. */
  state(): Float64Array | undefined {
    return this.#memory?.state();
  }

  /**
   * Takes up a state that `state` gave.
   * @param who the function that was called, for messages
   * @throws UsageError where only one of the method and the checkpoint has a memory
   */
  restore(who: string, state: Float64Array | undefined): void {
    const named = (memory: unknown): string => (memory === undefined ? "no memory" : "a memory");
    const [own, given] = [named(this.#memory), named(state)];
    check(own === given, who, `a checkpoint of a method with ${own}`, given, "go on with the method that it is of");
    if (state !== undefined) this.#memory?.restore(state);
  }
}
