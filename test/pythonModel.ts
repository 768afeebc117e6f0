// Runs model.onnx on Python's onnxruntime.
import { execFileSync } from "node:child_process";
import { python } from "./prerequisites.ts";

const script = `
import json, sys, numpy, onnxruntime
session = onnxruntime.InferenceSession(sys.argv[1])
values = json.load(sys.stdin)
types = {"tensor(string)": object, "tensor(float)": "float32", "tensor(double)": "float64"}
feeds = {each.name: numpy.array(values[each.name], types[each.type]).reshape(-1, 1) for each in session.get_inputs()}
labels, probabilities = session.run(["label", "probabilities"], feeds)
json.dump({"labels": labels.tolist(), "probabilities": probabilities.ravel().tolist()}, sys.stdout)
`;

/**
 * Labels and probabilities of rows.
 * @param values of every column by the name of its input; NaN where a number is missing
 */
export function runInPython(
  file: string,
  values: Readonly<Record<string, readonly (string | number)[]>>,
): { labels: string[]; probabilities: number[] } {
  // JSON has null for NaN, which numpy reads as NaN again.
  const options = { input: JSON.stringify(values), encoding: "utf8", maxBuffer: 2 ** 28, stdio: "pipe" } as const;
  return JSON.parse(execFileSync(python, ["-c", script, file], options)) as {
    labels: string[];
    probabilities: number[];
  };
}
