// What of the paper's experiment a budget of epochs allows: values of α, epochs of each training, seeds.

/** The experiment as published: Lienen and Hüllermeier (2021), section 4, with the grid of their code (lr_study_ho.py). */
export const published = { values: [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4], epochs: 50, dropAfter: 30, seeds: 10 };

/** The values by what they tell, so that a few of them already hold a small α and a large one. */
const valuesByUse = [0.025, 0.2, 0.1, 0.05, 0.3, 0.01, 0.4];

/** More values of α are worth having only where each training keeps so many epochs. */
const worthwhileEpochs = 20;
const fewestValues = 2;

/** What is trained. */
export interface Plan {
  readonly values: readonly number[];
  readonly epochs: number;
  /** The learning rate falls after so many epochs. */
  readonly dropAfter: number;
  readonly seeds: number;
}

/** Hard targets, and two methods with each value. */
function trainingsOf(values: number): number {
  return 1 + 2 * values;
}

/**
 * The plan that costs at most so many epochs in all: first two values of α, then more of them while each training keeps 20
 * epochs, then seeds, each with all values and 50 epochs.
 * @param budget epochs of all runs together, at least 5
 */
export function planFor(budget: number): Plan {
  const affordable = (values: number): number => Math.min(published.epochs, Math.floor(budget / trainingsOf(values)));
  let count = fewestValues;
  while (count < valuesByUse.length && affordable(count + 1) >= worthwhileEpochs) count += 1;
  const epochs = Math.max(1, affordable(count));
  const whole = trainingsOf(count) * epochs;
  return {
    values: valuesByUse.slice(0, count).sort((a, b) => a - b),
    epochs,
    dropAfter: Math.max(1, Math.round((epochs * published.dropAfter) / published.epochs)),
    seeds: Math.max(1, Math.min(published.seeds, Math.floor(budget / whole))),
  };
}

/** What the plan leaves out of the published experiment, a phrase each. */
export function leftOut({ values, epochs, seeds }: Plan): string[] {
  const missing = published.values.filter((value) => !values.includes(value));
  return [
    ...(missing.length === 0 ? [] : [`α ${missing.join(", ")}`]),
    ...(epochs < published.epochs ? [`${published.epochs - epochs} of ${published.epochs} epochs`] : []),
    ...(seeds < published.seeds ? [`${published.seeds - seeds} of ${published.seeds} seeds`] : []),
  ];
}

/** The methods of the table: the names of the arms that choose α by accuracy and by ECE. */
export function armsOf({ values }: Plan): string[] {
  const grid = values.join("/");
  return ["smooth", "relax"].flatMap((name) => ["accuracy", "ece"].map((by) => `${name}:auto,grid=${grid},by=${by}`));
}

/** The options of `softlabel compare` for the plan, or for some of its methods. */
export function optionsOf(plan: Plan, methods: readonly string[] = ["hard", ...armsOf(plan)]): string[] {
  return [
    ...["--model", "mlp:1024,1024", "--optimizer", "sgd:lr=0.05,momentum=0.9,nesterov=true", "--batch-size", "64"],
    ...["--schedule", `step:every=${plan.dropAfter},factor=${Math.sqrt(0.1)}`],
    ...["--epochs", String(plan.epochs), "--seeds", String(plan.seeds), "--methods", ...methods],
  ];
}
