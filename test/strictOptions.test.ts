// Every public function with options refuses a name that is none, before it looks at anything else, and suggests one.
import {
  binaryCrossEntropy,
  binaryFocal,
  createEvaluator,
  crossEntropy,
  distillation,
  labelRelaxation,
  UsageError,
} from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { optionFunctions, type OptionFunction } from "./optionFunctions.ts";

const functions = optionFunctions();
const nameOf = ({ entry, path }: OptionFunction): string => `${path.join(".")} of ${entry}`;

type Callable = ((...given: unknown[]) => unknown) & (new (...given: unknown[]) => unknown);

/** Calls it with these options and nothing else, on nothing. */
async function call({ entry, path, index, isConstructor }: OptionFunction, options: unknown): Promise<unknown> {
  let reached: unknown = await import(/* @vite-ignore */ entry);
  for (const name of path) reached = (reached as Record<string, unknown>)[name];
  const callable = reached as Callable;
  const given = [...Array<undefined>(index).fill(undefined), options];
  return isConstructor ? new callable(...given) : callable.call({}, ...given);
}

/** The error it ends with. */
async function errorOf(one: OptionFunction, options: unknown): Promise<unknown> {
  try {
    await call(one, options);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("functions with options", () => {
  it("are found", () => {
    const names = functions.map(nameOf);
    expect(names.length).toBeGreaterThan(45);
    for (const known of [
      "crossEntropy of @softlabel/core",
      "asPrinted.lsr of @softlabel/core",
      "loadDataset of softlabel",
    ])
      expect(names).toContain(known);
    expect(names).toContain("Trainer.prototype.predict of @softlabel/engine");
  });

  it.each(functions.map((one) => [nameOf(one), one] as const))("%s refuses an unknown name", async (_, one) => {
    const error = await errorOf(one, { unheard_of: 1 });
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(/^[\w.]+, unheard_of: unknown option; the options are \w+/);
  });

  it.each(functions.map((one) => [nameOf(one), one] as const))("%s refuses anything but an object", async (_, one) => {
    const error = await errorOf(one, 0.1);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(
      /^[\w.]+: expected options as an object of names and values, got 0.1/,
    );
  });
});

/** Functions whose options other libraries name otherwise. */
const named = { crossEntropy, binaryCrossEntropy, binaryFocal, distillation, labelRelaxation, createEvaluator };

describe("names from other libraries", () => {
  it.each([
    ["crossEntropy", "label_smoothing", "smoothing"],
    ["crossEntropy", "labelSmoothing", "smoothing"],
    ["crossEntropy", "smooth", "smoothing"],
    ["crossEntropy", "alpha", "smoothing"],
    ["crossEntropy", "epsilon", "smoothing"],
    ["crossEntropy", "weights", "weight"],
    ["crossEntropy", "class_weight", "weight"],
    ["crossEntropy", "ignore_index", "ignoreIndex"],
    ["crossEntropy", "padding_idx", "ignoreIndex"],
    ["crossEntropy", "size_average", "reduction"],
    ["crossEntropy", "smoothign", "smoothing"],
    ["binaryCrossEntropy", "pos_weight", "posWeight"],
    ["binaryFocal", "alpha", "balance"],
    ["binaryFocal", "focusing", "gamma"],
    ["distillation", "T", "temperature"],
    ["labelRelaxation", "smoothing", "alpha"],
    ["createEvaluator", "num_classes", "classes"],
    ["createEvaluator", "n_bins", "bins"],
  ] as const)("%s answers %s with %s", (who, name, suggested) => {
    const call = (): unknown => named[who]({ [name]: 1 } as never);
    expect(call).toThrow(UsageError);
    expect(call).toThrow(`${who}, ${name}: unknown option; did you mean ${suggested}?`);
  });

  it("are not suggested where nothing is like them", () => {
    const call = (name: string) => () => crossEntropy({ [name]: 1 });
    const known = "smoothing, over, weight, weighting, ignoreIndex, reduction";
    expect(call("foo")).toThrow(`crossEntropy, foo: unknown option; the options are ${known}`);
    expect(call("num_classes")).toThrow("crossEntropy, num_classes: unknown option; the shape tells the classes");
  });

  it.each([
    ["avg", "mean, sum, none"],
    ["batchmean", "mean, sum, none"],
    ["None", "none, mean, sum"],
  ])("as the reduction %s put the likely one first", (reduction, names) => {
    const call = () => crossEntropy({ reduction: reduction as "mean" });
    expect(call).toThrow(`crossEntropy: expected reduction to be one of ${names}, got "${reduction}"`);
  });
});
