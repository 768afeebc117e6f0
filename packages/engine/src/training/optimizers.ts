// Optimizers as a table: each is one pass over the parameters, with PyTorch's semantics.
import { type ParameterDefinition, type ParameterValues, type Range } from "@softlabel/core";
import { check, formatNamed, parseNamed } from "@softlabel/core/internal";
import type { KernelExports } from "../kernels/kernels.generated.ts";
import { flag, toSettings, type NamedDefinition, type Settings } from "./settings.ts";

/** What an optimizer works on: arrays of equal length that are in the kernels' memory. */
export interface OptimizerBlock {
  readonly kernels: KernelExports;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  /** What the optimizer remembers between steps; zeros before the first. */
  readonly state: readonly Float32Array[];
}

/** Moves the parameters by one step; `step` counts from 1. */
type Update = (block: OptimizerBlock, step: number, learningRate: number) => void;

/** A row of the table of optimizers. */
interface OptimizerDefinition extends NamedDefinition {
  /** How many arrays of the parameters' size it keeps between steps. */
  stateArrays(settings: Settings): number;
  /** Whether the weight decay shrinks the parameters themselves, in place of going into their gradient. */
  readonly decoupledDecay?: true;
  /** The step after weight decay. */
  update(settings: Settings): Update;
}

/** A named rule that turns gradients into steps. */
export interface Optimizer {
  readonly name: string;
  readonly parameters: ParameterValues;
  /** The learning rate that a schedule scales. */
  readonly learningRate: number;
  readonly stateArrays: number;
  /**
   * Moves the parameters by one step, in place.
   * @param step counts from 1
   * @param learningRate of this step
   */
  apply(block: OptimizerBlock, step: number, learningRate: number): void;
  /** Canonical text: `parseOptimizer(optimizer.toString())` equals the optimizer. */
  toString(): string;
}

const positive: Range = { from: 0, to: Infinity, open: "from" };
const nonNegative: Range = { from: 0, to: Infinity };
const belowOne: Range = { from: 0, to: 1, open: "to" };

const learningRate = (usual: number): ParameterDefinition => ({
  name: "lr",
  default: usual,
  range: positive,
  alone: "read",
  help: "learning rate",
});
const weightDecay = (usual: number, help: string) => ({
  name: "weight-decay",
  default: usual,
  range: nonNegative,
  help,
});
const decayInGradient = weightDecay(0, "multiple of the parameters that is added to their gradient");
const momentum = { name: "momentum", default: 0, range: belowOne, help: "share of the last velocity that is kept" };
const epsilon = { name: "eps", default: 1e-8, range: positive, help: "added to the root of the mean square" };

const sgd: OptimizerDefinition = {
  name: "sgd",
  summary: "stochastic gradient descent, with momentum if asked",
  parameters: [
    learningRate(0.1),
    momentum,
    {
      name: "dampening",
      default: 0,
      range: { from: 0, to: 1 },
      help: "share of the gradient kept out of the velocity",
    },
    flag("nesterov", "Nesterov's momentum: step from where the velocity leads"),
    decayInGradient,
  ],
  stateArrays: (settings) => (settings.momentum === 0 ? 0 : 1),
  update(settings) {
    const { momentum, dampening, nesterov } = settings;
    const allowed = nesterov === 0 || (momentum > 0 && dampening === 0);
    check(allowed, "optimizer sgd", "a momentum and no dampening beside nesterov", { momentum, dampening });
    if (momentum === 0)
      return ({ kernels, parameters: p, gradients: g }, _step, rate) =>
        kernels.sgd(p.byteOffset, g.byteOffset, p.byteLength, rate);
    const [ofGradient, ofVelocity] = nesterov === 1 ? [1, momentum] : [0, 1];
    return ({ kernels, parameters: p, gradients: g, state: [v] }, step, rate) => {
      // The first velocity is the gradient itself, undampened.
      const take = step === 1 ? 1 : 1 - dampening;
      const addresses = [p.byteOffset, g.byteOffset, v.byteOffset, p.byteLength] as const;
      kernels.sgdWithMomentum(...addresses, rate, momentum, take, ofGradient, ofVelocity);
    };
  },
};

function adamUpdate({ beta1, beta2, eps }: Settings): Update {
  return ({ kernels, parameters: p, gradients: g, state: [m, s] }, step, rate) => {
    const corrected = rate / (1 - beta1 ** step);
    const inverseRoot = 1 / Math.sqrt(1 - beta2 ** step);
    const addresses = [p.byteOffset, g.byteOffset, m.byteOffset, s.byteOffset, p.byteLength] as const;
    kernels.adam(...addresses, corrected, 1 - beta1, beta2, 1 - beta2, inverseRoot, eps);
  };
}

const betas = [
  { name: "beta1", default: 0.9, range: belowOne, help: "share of the last mean gradient that is kept" },
  { name: "beta2", default: 0.999, range: belowOne, help: "share of the last mean squared gradient that is kept" },
];

const adam: OptimizerDefinition = {
  name: "adam",
  summary: "steps scaled by running means of the gradient and its square",
  parameters: [learningRate(0.001), ...betas, epsilon, decayInGradient],
  stateArrays: () => 2,
  update: adamUpdate,
};

const adamw: OptimizerDefinition = {
  name: "adamw",
  summary: "Adam with weight decay decoupled from the gradient",
  parameters: [
    learningRate(0.001),
    ...betas,
    epsilon,
    weightDecay(0.01, "share of the parameters, times the learning rate, taken away each step"),
  ],
  decoupledDecay: true,
  stateArrays: () => 2,
  update: adamUpdate,
};

const rmsprop: OptimizerDefinition = {
  name: "rmsprop",
  summary: "steps divided by a running root mean square of the gradient",
  parameters: [
    learningRate(0.01),
    { name: "alpha", default: 0.99, range: belowOne, help: "share of the last mean squared gradient that is kept" },
    epsilon,
    momentum,
    decayInGradient,
  ],
  stateArrays: () => 2,
  update({ alpha, eps, momentum }) {
    return ({ kernels, parameters: p, gradients: g, state: [s, v] }, _step, rate) => {
      const addresses = [p.byteOffset, g.byteOffset, s.byteOffset, v.byteOffset, p.byteLength] as const;
      kernels.rmsprop(...addresses, rate, alpha, 1 - alpha, eps, momentum);
    };
  },
};

/** Every optimizer that `parseOptimizer` knows: its names, ranges, defaults and help. */
export const optimizerTable: readonly OptimizerDefinition[] = [sgd, adam, adamw, rmsprop];

/** Weight decay: p ← (1 - lr·decay)·p where it is decoupled, else g ← g + decay·p. */
function decayWeights({ decoupledDecay }: OptimizerDefinition, { "weight-decay": decay }: Settings): Update {
  if (decay === 0) return () => undefined;
  if (decoupledDecay === true)
    return ({ kernels, parameters: p }, _step, rate) => kernels.scale(p.byteOffset, p.byteLength, 1 - rate * decay);
  return ({ kernels, parameters: p, gradients: g }) =>
    kernels.decayGradients(p.byteOffset, g.byteOffset, p.byteLength, decay);
}

/** Steps between sweeps: in so few, an average that is not negligible does not decay to a subnormal number. */
const sweepInterval = 16;

function sweepState({ kernels, state }: OptimizerBlock, step: number): void {
  if (step % sweepInterval !== 0) return;
  for (const array of state) kernels.sweep(array.byteOffset, array.byteLength);
}

/**
 * Reads an optimizer: "adam", "adam:lr=0.001,weight-decay=0.1", "sgd:lr=0.1,momentum=0.9,nesterov=true".
 * The first parameter, the learning rate, may stand alone: "adam:0.001".
 * @param text a name of `optimizerTable`, then its parameters after a colon
 * @throws UsageError for unknown names, values out of range, and combinations that mean nothing
 */
export function parseOptimizer(text: string): Optimizer {
  const { row, values } = parseNamed("optimizer", text, optimizerTable);
  const settings = toSettings(values);
  const decay = decayWeights(row, settings);
  const update = row.update(settings);
  return {
    name: row.name,
    parameters: values,
    learningRate: settings.lr,
    stateArrays: row.stateArrays(settings),
    apply(block, step, rate) {
      decay(block, step, rate);
      update(block, step, rate);
      sweepState(block, step);
    },
    toString: () => formatNamed(row, values, ["lr"]),
  };
}
