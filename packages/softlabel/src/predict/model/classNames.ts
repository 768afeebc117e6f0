// The class names of a file, in the order of its scores.
import type { ModelSignature } from "@softlabel/engine/internal";
import { refuse } from "@softlabel/data/internal";
import type { ModelFile } from "./modelFile.ts";
import { nodeOf } from "./scoreOutput.ts";

/** Lists of a node that name the classes. */
const listNames = ["classlabels_strings", "classlabels_int64s", "classlabels_ints"];

/**
 * Lists in the nodes of a file that may name its classes: those of classifiers and ZipMaps; the array that the label is looked
 * up in; the texts of a LabelEncoder that gives it.
 */
function namesInNodes(signature: ModelSignature): (readonly string[])[] {
  const { nodes, constants, outputs } = signature;
  const own = nodes.flatMap(({ lists }) => listNames.map((name) => lists[name] ?? []));
  const looked = nodes
    .filter(({ operation }) => operation === "ArrayFeatureExtractor")
    .map(({ inputs }) => constants.get(inputs[0]) ?? []);
  const encoded = outputs.map(({ name }) => nodeOf(signature, name)?.lists.values_strings ?? []);
  return [...own, ...looked, ...encoded];
}

/** Checks that there is one name per class, each once; `place` is the option or the file that has them. */
function checkNames(place: string, names: readonly string[], count: number, from: string): readonly string[] {
  if (names.length !== count) refuse(place, `${count} names, one per class`, `${names.length} ${from}`);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined) refuse(place, "distinct class names", `"${twice}" twice ${from}`);
  return names;
}

/**
 * The names of a model's classes: given, or as the file has them, or else numbers from 0.
 * @param count the number of classes
 * @param given with --classes
 * @throws UsageError if their number differs, or a name occurs twice
 */
export function classNamesOf(
  { file, classes, signature }: ModelFile,
  count: number,
  given: readonly string[] | undefined,
): readonly string[] {
  if (given !== undefined) return checkNames("--classes", given, count, "given");
  if (classes !== undefined) return checkNames(file, classes, count, "in its metadata");
  const found = namesInNodes(signature).find(({ length }) => length === count);
  return found ?? Array.from({ length: count }, (_, k) => String(k));
}
