// Which output of a classifier holds a score per class, and whether those are logits or probabilities.
import type { ModelSignature, SignatureNode, SignatureValue } from "@softlabel/engine/internal";
import { refuse } from "@softlabel/data/internal";

/** What scores are: `undefined` where only their values can tell. */
export type ScoreMeaning = "logits" | "probabilities" | undefined;

/** The output that is asked for. */
export interface ScoreOutput {
  readonly value: SignatureValue;
  /** Whether the file itself gives it; else it has to be made an output. */
  readonly isOutput: boolean;
  readonly meaning: ScoreMeaning;
  /** What the output's name says they are: exporters call raw scores "probabilities" too. */
  readonly named: ScoreMeaning;
  /** The outputs that were passed over for it, though they could hold scores too. */
  readonly others: readonly string[];
}

const floats: readonly unknown[] = ["float32", "float64"];

/** Operations that hand scores on as they are. */
const passing = ["Identity", "Cast", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Clip"];

/** What the operation that computes the scores says of them. */
const meanings: Readonly<Record<string, ScoreMeaning | "sigmoid">> = {
  Softmax: "probabilities",
  LogSoftmax: "logits",
  Sigmoid: "sigmoid",
};

/** The node that computes a value. */
export const nodeOf = ({ nodes }: ModelSignature, value: string): SignatureNode | undefined =>
  nodes.find(({ outputs }) => outputs.includes(value));

/** The node that computes a value, behind those that hand it on. */
function origin(signature: ModelSignature, value: string): SignatureNode | undefined {
  const node = nodeOf(signature, value);
  return node !== undefined && passing.includes(node.operation) ? origin(signature, node.inputs[0]) : node;
}

/** Whether a value may hold scores: numbers, one per example, or a row of them, perhaps as [N, K, 1, 1]. */
const mayHoldScores = ({ elementType, shape = [] }: SignatureValue): boolean =>
  floats.includes(elementType) && shape.slice(2).every((size) => size === 1);

/** The input of a ZipMap, which makes maps from probabilities: ONNX Runtime's JavaScript cannot read maps. */
function beforeZipMap(signature: ModelSignature): ScoreOutput | undefined {
  const zip = signature.outputs.map(({ name }) => nodeOf(signature, name)).find((node) => node?.operation === "ZipMap");
  if (zip === undefined) return undefined;
  const value = { name: zip.inputs[0], elementType: "float32", shape: ["N", "K"] } as const;
  const isOutput = signature.outputs.some(({ name }) => name === value.name);
  return { value, isOutput, meaning: undefined, named: "probabilities", others: [] };
}

/** What is asked of the files of softlabel and of scikit-learn's exporter before others. */
const usualNames = ["logits", "probabilities"] as const;

/**
 * The output with the scores: one called `logits` or `probabilities`, else the first that may hold them.
 * @param file for messages
 * @throws UsageError where there is none, or its values are those of independent sigmoids
 */
export function scoreOutputOf(file: string, signature: ModelSignature): ScoreOutput {
  const zipped = beforeZipMap(signature);
  if (zipped !== undefined) return zipped;
  const able = signature.outputs.filter(mayHoldScores);
  const usual = usualNames.flatMap((name) => able.filter((value) => value.name === name));
  const value = usual[0] ?? able[0];
  if (value === undefined) {
    const found = signature.outputs.map(({ name, shape }) => `${name} [${(shape ?? ["?"]).join(", ")}]`).join(", ");
    return refuse(file, "an output of a score per class, [rows, classes]", found, "is this a classifier?");
  }
  const { operation = "" } = origin(signature, value.name) ?? {};
  const meaning = meanings[operation];
  if (meaning === "sigmoid" && value.shape?.at(-1) !== 1) {
    const remedy = "end the model in a softmax, or give the logits";
    return refuse(file, "scores of classes that exclude each other", `a sigmoid per class in ${value.name}`, remedy);
  }
  const others = usual.length > 0 ? [] : able.filter((each) => each !== value).map(({ name }) => name);
  const named = value.name === "logits" || value.name === "probabilities" ? value.name : undefined;
  return { value, isOutput: true, meaning: meaning === "sigmoid" ? "probabilities" : meaning, named, others };
}
