// How to run a model of features that are neither columns of a table nor images.
import { sizeOf } from "@softlabel/engine/internal";
import type { TrainedModel } from "@softlabel/experiment/internal";
import type { Snippets } from "./snippet.ts";

/** The example, or else zeros, in the words of a language. */
function row({ example, inputs: [{ name, shape }] }: TrainedModel, zeros: (count: number) => string): string {
  const values = example?.values?.[name];
  return values === undefined ? zeros(sizeOf(shape)) : JSON.stringify(values).replaceAll(",", ", ");
}

/** The model of features. */
export const featureUsage: Snippets = {
  introduce({ inputs: [{ name, elementType, shape }] }) {
    return [
      `\`model.onnx\` takes \`${name}\`, ${elementType} [${["rows", ...shape].join(", ")}], unscaled: the model scales it.`,
    ];
  },
  javaScript(model) {
    const [{ name, elementType, shape }] = model.inputs;
    return {
      lines: [
        `const rows = [${row(model, (count) => `new Array(${count}).fill(0)`)}];`,
        `const ${name} = new ort.Tensor("${elementType}", rows.flat(), [rows.length, ${shape.join(", ")}]);`,
      ],
      feeds: `{ ${name} }`,
    };
  },
  python(model) {
    const [{ name, elementType, shape }] = model.inputs;
    return {
      lines: [
        `rows = [${row(model, (count) => `[0] * ${count}`)}]`,
        `${name} = numpy.array(rows, "${elementType}").reshape(-1, ${shape.join(", ")})`,
      ],
      feeds: `{"${name}": ${name}}`,
    };
  },
};
