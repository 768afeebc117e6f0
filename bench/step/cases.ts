// What is measured: networks, batches and image sizes.

/** A residual network on a batch of square images. */
export interface StepCase {
  readonly model: "resnet18" | "resnet50";
  readonly batch: number;
  readonly size: number;
  readonly classes: number;
  /** A step of training (forward, loss and backward), or the features of a frozen network. */
  readonly work: "step" | "features";
  /** How many runs make a round. */
  readonly runs: number;
}

/** The cases by name. Images under 64 pixels meet a stem of 3×3 without pooling. */
export const cases: Readonly<Record<string, StepCase>> = {
  "resnet18-224": { model: "resnet18", batch: 4, size: 224, classes: 1000, work: "step", runs: 5 },
  "resnet18-64": { model: "resnet18", batch: 16, size: 64, classes: 200, work: "step", runs: 10 },
  "resnet18-32": { model: "resnet18", batch: 32, size: 32, classes: 10, work: "step", runs: 3 },
  "resnet50-features": { model: "resnet50", batch: 8, size: 224, classes: 1000, work: "features", runs: 3 },
};

/** What a process tells of a round. */
export interface Round {
  /** Of each run. */
  readonly milliseconds: readonly number[];
  /** The loss, or the mean feature: whether all compute the same. */
  readonly value: number;
  /** The largest resident memory of the process so far, everything included, in bytes. */
  readonly peak: number;
}
