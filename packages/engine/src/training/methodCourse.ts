// A method over the epochs of a run: its targets, coefficients and memory in the current epoch.
import { type Method, type TargetMemory } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import { targetTable } from "./examples/batches.ts";

/** The members of a `Method` that training uses. */
export type TrainedMethod = Pick<Method, "targets" | "soften" | "targetsAt" | "coefficients" | "memory" | "loss">;

/** A method over the epochs of one run. */
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

  /** Targets of every class in the current epoch, [K, K]. */
  get targets(): Float32Array {
    return this.#targets;
  }

  /** Coefficients of the loss in the current epoch. */
  get coefficients(): Readonly<Record<string, number>> {
    return this.#coefficients;
  }

  /** Whether the method learns its targets from predictions. */
  get observes(): boolean {
    return this.#memory !== undefined;
  }

  /** Starts an epoch, counted from 1. */
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

  /** Passes a batch to the memory: probabilities [N, K] and labels [N]. */
  observe(probabilities: Float32Array, labels: Int32Array): void {
    this.#memory?.observe(probabilities, labels);
  }

  /** Lets the memory update its targets. */
  endEpoch(): void {
    this.#memory?.endEpoch();
  }

  /** The memory's state between two epochs; undefined without a memory. */
  state(): Float64Array | undefined {
    return this.#memory?.state();
  }

  /**
   * Restores what `state` returned.
   * @throws UsageError if only one of the method and the checkpoint has a memory
   */
  restore(state: Float64Array | undefined): void {
    const named = (memory: unknown): string => (memory === undefined ? "no memory" : "a memory");
    const [own, given] = [named(this.#memory), named(state)];
    check(own === given, "checkpoint", `one of a method with ${own}`, given, "continue with the method that it is of");
    if (state !== undefined) this.#memory?.restore(state);
  }
}
