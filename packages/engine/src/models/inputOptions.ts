// What a model is told about its input and its random values, as callers may say it.
import { createRandom, type Random } from "@softlabel/core";
import { check, checkName, checkRange, fail, readOptions } from "@softlabel/core/internal";
import type { InputSpec } from "./model.ts";

/** What one example is, and how many classes there are; `InputSpec` with everything that has a default left out. */
export interface InputOptions extends Pick<InputSpec, "shape" | "classes"> {
  /** Default "float32". */
  readonly elementType?: InputSpec["elementType"];
  /** The model sees value · scale + shift; default 1. A list has one number per channel. */
  readonly scale?: InputSpec["scale"];
  /** Default 0. */
  readonly shift?: InputSpec["shift"];
}

const isList = (given: unknown): given is readonly number[] => Array.isArray(given);

const who = "input";
const counting = { from: 1, to: Infinity, integer: true } as const;

/**
 * The input in full.
 * @throws UsageError for an unknown name, a shape that is none, fewer than two classes
 */
export function readInput(input: InputOptions): InputSpec {
  const defaults = { shape: undefined, classes: undefined, elementType: "float32", scale: 1, shift: 0 } as const;
  const complete = readOptions(who, input, defaults, { shape: "size inputshape", elementType: "dtype type" });
  checkRange(who, "classes", complete.classes, { from: 2, to: Infinity, integer: true });
  const { shape } = complete;
  check(isList(shape), who, "shape as a list of whole numbers, such as [1, 28, 28]", shape);
  for (const size of shape) checkRange(who, "each dimension of an example", size, counting);
  checkName(who, "elementType", complete.elementType, ["float32", "uint8"]);
  return complete;
}

/** A stream of random numbers, from a stream or its seed. */
export function randomFrom(random: Random | number): Random {
  if (typeof random === "number") return createRandom(random);
  const isStream = typeof (random as Partial<Random> | null)?.fork === "function";
  return isStream ? random : fail("random", "a seed, or a stream of createRandom", random);
}
