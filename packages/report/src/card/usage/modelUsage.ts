// How to run a trained model, in Markdown, with working code for exactly this one.
import { type DeployedInput, modelFiles, type TrainedModel } from "@softlabel/experiment/internal";
import { shortest } from "../../base/format.ts";
import { featureUsage } from "./featureUsage.ts";
import { imageUsage } from "./imageUsage.ts";
import { javaScriptBlock, pythonBlock, type Snippets } from "./snippet.ts";
import { tableUsage } from "./tableUsage.ts";

const usages: Partial<Record<DeployedInput["kind"], Snippets>> = { image: imageUsage, features: featureUsage };

/** The outputs, for any kind of input. */
function describeOutputs({ data, training: { keepActivations = [] }, result: { temperature } }: TrainedModel): string {
  const { length } = data.classes;
  const inside =
    temperature === null
      ? "no temperature was fitted"
      : `the temperature ${shortest(temperature)} is part of the model`;
  const names = keepActivations.map((name) => `\`${name}\``).join(", ");
  const kept = names === "" ? "" : ` Hidden activations are outputs as well: ${names}, float32 [rows, …].`;
  return `It gives \`label\`, string [rows], the predicted class, and \`probabilities\`, float32 [rows, ${length}], in the order of the classes: ${inside}.${kept} Batches may be of any size.`;
}

/** The input and outputs of network.onnx. */
function describeNetwork({ network, preprocessing }: TrainedModel): string {
  const { elementType, shape } = network;
  const made = preprocessing === undefined ? "" : `, made of the columns as \`${modelFiles.preprocessing}\` says,`;
  return `\`${modelFiles.network}\` is the network alone: \`input\`, ${elementType} [${["rows", ...shape].join(", ")}]${made} to \`logits\` and \`features\`, what the last layer sees. \`--teacher\`, \`--model\` and \`--weights\` read it. Both files hold class names, temperature and version in their metadata.`;
}

const describeCommand =
  "`npx softlabel predict`, with this folder and a file of new rows or images, writes labels and probabilities as CSV, JSON or Parquet and says what is unlike training.";

/** Blocks of Markdown: the inputs, code in JavaScript and in Python, and the network beside it. */
export function modelUsage(model: TrainedModel): string[] {
  const usage = usages[model.inputs[0].kind] ?? tableUsage;
  return [
    "## How to run it",
    ...usage.introduce(model),
    describeOutputs(model),
    javaScriptBlock(model, usage.javaScript(model)),
    pythonBlock(model, usage.python(model)),
    describeCommand,
    describeNetwork(model),
  ];
}
