// Hidden activations of a classifier's file by name: outputs of the file, or values inside that are made outputs.
import { nearestFirst } from "@softlabel/core/internal";
import type { SignatureValue } from "@softlabel/engine/internal";
import { refuse } from "@softlabel/data/internal";
import type { ModelFile } from "./modelFile.ts";

/** An activation that is asked for, and the value of the file that holds it. */
export interface ActivationOutput {
  readonly name: string;
  readonly value: SignatureValue;
  /** Whether the file itself gives it; else it has to be made an output. */
  readonly isOutput: boolean;
}

/** Names that a message lists. */
const mostListed = 8;

/** The names that softlabel gave the activations of a file of its own, and the values that hold them. */
function namedIn({ signature: { metadata } }: ModelFile): Readonly<Record<string, string>> {
  const { softlabel, activations } = metadata;
  return softlabel === undefined || activations === undefined
    ? {}
    : (JSON.parse(activations) as Record<string, string>);
}

/**
 * The values of a file that hold activations: its outputs, those that softlabel named in it, and what its nodes compute, by the
 * names that the file has for them.
 * @throws UsageError for a name that is none, with the nearest ones
 */
export function activationOutputsOf(model: ModelFile, names: readonly string[]): readonly ActivationOutput[] {
  const { file, signature } = model;
  const named = namedIn(model);
  const computed = signature.nodes.flatMap(({ outputs }) => outputs).filter((name) => name !== "");
  return [...new Set(names)].map((name) => {
    const output = signature.outputs.find((value) => value.name === name);
    if (output !== undefined) return { name, value: output, isOutput: true };
    const value = named[name] ?? name;
    if (computed.includes(value))
      return { name, value: { name: value, elementType: "float32", shape: undefined }, isOutput: false };
    const known = Object.keys(named);
    const nearest = nearestFirst(name, known.length > 0 ? known : computed).slice(0, mostListed);
    return refuse(`--activations ${file}`, `one of its values, such as ${nearest.join(", ")}`, `"${name}"`);
  });
}
