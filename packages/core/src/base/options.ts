// Reads a function's options: what is left out has its default, and a name that is none is refused.
import { fail, UsageError } from "./check.ts";
import { likelyName, plainName, type OtherNames } from "./otherNames.ts";

/** A default for every option; undefined for one that may be left out, or has no default. */
export type OptionDefaults<Options> = { readonly [Name in keyof Required<Options>]: Options[Name] | undefined };

/** Options of which some may be undefined, which is as left out. */
export type Given<Options> = { readonly [Name in keyof Options]: Options[Name] | undefined };

/** Options with their defaults in place of those left out; what has no default and may be left out may be undefined. */
export type CompleteOptions<Options, Defaults extends OptionDefaults<Options>> = {
  readonly [Name in keyof Options]-?: Required<Options>[Name] | (Options[Name] & Defaults[Name] & undefined);
};

const ofShape = "the shape tells the classes: dimension 1, or 0 of rank 1";

/** What is said of options that other libraries ask for and that nothing here needs. */
const needless: Readonly<Record<string, string>> = { numclasses: ofShape, dim: ofShape, axis: ofShape };

/** Throws for a name that is not an option, with the one that is probably meant. */
function refuseName(who: string, name: string, valid: readonly string[], otherNames?: OtherNames): never {
  const likely = likelyName(name, valid, otherNames);
  const known = valid.length === 0 ? "there are no options" : `the options are ${valid.join(", ")}`;
  const remedy = likely === undefined ? (needless[plainName(name)] ?? known) : `did you mean ${likely}?`;
  throw new UsageError(`${who}, ${name}: unknown option; ${remedy}`);
}

/**
 * The options that were given, and the defaults for the rest. Every function of this package with options reads them so,
 * once, before anything else.
 * @param who the function that was called, for the message
 * @param options what its caller gave; undefined for nothing, as an option that is undefined is left out
 * @param defaults a value for every option there is, undefined for one without a default
 * @param otherNames what else options are called elsewhere, by their names here, in lower case and without signs
 * @throws UsageError for options that are not an object, and for a name that `defaults` does not have
 * @example
 * ```ts
 * import { readOptions } from "@softlabel/core/internal";
 * const defaults = { bins: 15, temperature: 1 };
 * readOptions("score", { bins: 10 }, defaults); // => { bins: 10, temperature: 1 }
 * ```
 */
export function readOptions<Options extends object, const Defaults extends OptionDefaults<Options>>(
  who: string,
  options: Options | undefined,
  defaults: Defaults,
  otherNames?: OtherNames,
): CompleteOptions<Options, Defaults> {
  const given: unknown = options === undefined ? {} : options;
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  if (!isObject) fail(who, "options as an object of names and values", given);
  const complete: Record<string, unknown> = { ...defaults };
  for (const name in given) {
    if (!Object.hasOwn(defaults, name)) refuseName(who, name, Object.keys(defaults), otherNames);
    const value = (given as Record<string, unknown>)[name];
    if (value !== undefined) complete[name] = value;
  }
  return complete as CompleteOptions<Options, Defaults>;
}
