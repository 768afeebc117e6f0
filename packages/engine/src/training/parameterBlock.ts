// A model's parameters, their gradients and the optimizer's state as blocks of one memory, with a view for each parameter.
import { openArena } from "../kernels/arena.ts";
import type { Parameter } from "../models/model.ts";
import type { OptimizerBlock } from "./optimizers.ts";

/** The blocks of a model in training, and views of each parameter's part of them, in the model's order. */
export interface ParameterBlock extends OptimizerBlock {
  readonly values: readonly Float32Array[];
  readonly gradientsOf: readonly Float32Array[];
}

/** Every parameter begins on a cache line, so that no two share one and kernels need no remainder loop. */
const lineLength = 16;

/**
 * Puts parameters into a new memory, with zero gradients and zero state.
 * @param stateArrays how many arrays of the parameters' size the optimizer keeps
 */
export function openParameterBlock(source: readonly Parameter[], stateArrays: number): ParameterBlock {
  const padded = source.map(({ values }) => Math.ceil(values.length / lineLength) * lineLength);
  const total = padded.reduce((sum, length) => sum + length, 0);
  const arena = openArena(new Array<number>(2 + stateArrays).fill(total));
  const parameters = arena.floats(total);
  const gradients = arena.floats(total);
  const state = Array.from({ length: stateArrays }, () => arena.floats(total));
  const offsets = padded.map((_, i) => padded.slice(0, i).reduce((sum, length) => sum + length, 0));
  const viewsOf = (block: Float32Array) =>
    source.map(({ values }, i) => block.subarray(offsets[i], offsets[i] + values.length));
  const values = viewsOf(parameters);
  source.forEach((parameter, i) => values[i].set(parameter.values));
  return { kernels: arena.kernels, parameters, gradients, state, values, gradientsOf: viewsOf(gradients) };
}
