// The names of the files that hold a model and what belongs to it.

/** Names by what the files hold; trials leave the first two, `train` and `--keep-models` all of them. */
export const modelFiles = {
  /** Features, or raw pixels, to logits: what `--teacher`, `--model` and `--weights` read. */
  network: "network.onnx",
  /** How a table's columns become features. */
  preprocessing: "preprocessing.json",
  /** Raw columns, or raw pixels, to label and probabilities. */
  deployable: "model.onnx",
  /** Of images: a test image to try the model on. */
  example: "example.png",
  /** Options, data, inputs and scores. */
  description: "model.json",
  /** The same for people. */
  card: "MODEL.md",
} as const;
