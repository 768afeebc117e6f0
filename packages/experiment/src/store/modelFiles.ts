// File names of a model and what belongs to it.

/** Trials write the first two; `train` and `--keep-models` write all. */
export const modelFiles = {
  /** From features or raw pixels to logits; read by `--teacher`, `--model` and `--weights`. */
  network: "network.onnx",
  /** From the columns of a table to features. */
  preprocessing: "preprocessing.json",
  /** From raw columns or raw pixels to label and probabilities. */
  deployable: "model.onnx",
  /** A test image to try the model on, if the data are images. */
  example: "example.png",
  /** Options, data, inputs and scores. */
  description: "model.json",
  /** The same for people. */
  card: "MODEL.md",
} as const;
