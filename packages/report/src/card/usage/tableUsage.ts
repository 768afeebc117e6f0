// How to run the model of a table: an input per column.
import type { DeployedInput, ExampleValue, TrainedModel } from "@softlabel/experiment/internal";
import { inputTable } from "./inputTable.ts";
import type { Snippets } from "./snippet.ts";

const widest = 110;

/** How literals are written in a language. */
interface Language {
  readonly key: (name: string) => string;
  readonly absent: string;
}
const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);
const javaScript: Language = { key: (name) => (isIdentifier(name) ? name : JSON.stringify(name)), absent: "null" };
const python: Language = { key: (name) => JSON.stringify(name), absent: "None" };

/** An object of values by name, on one line where it is short. */
function literal(values: Readonly<Record<string, ExampleValue>>, { key, absent }: Language): string[] {
  const entries = Object.entries(values).map(([name, value]) => {
    return `${key(name)}: ${value === null ? absent : JSON.stringify(value)}`;
  });
  const line = `  { ${entries.join(", ")} },`;
  return line.length <= widest ? [line] : ["  {", ...entries.map((entry) => `    ${entry},`), "  },"];
}

/** The texts for missing values of columns in which the empty text is a category. */
function otherMissing(inputs: readonly DeployedInput[]): Record<string, string> | undefined {
  const entries = inputs.flatMap(({ name, missing = "" }) => (missing === "" ? [] : [[name, missing] as const]));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function valuesOf({ example }: TrainedModel): Readonly<Record<string, ExampleValue>> {
  return example?.values ?? {};
}

/** How dates are written as numbers, if there are any. */
function describeDates({ inputs }: TrainedModel): string[] {
  if (!inputs.some(({ kind }) => kind === "date")) return [];
  return [
    'A date as a number: `Date.parse("2024-05-31T12:00Z") / 86400000` in JavaScript, `numpy.datetime64("2024-05-31T12:00:00").astype("datetime64[s]").astype(float) / 86400` in Python: 19874.5.',
  ];
}

/** The model of a table. */
export const tableUsage: Snippets = {
  introduce(model) {
    return [
      "`model.onnx` takes the columns as they are: one input per column, [rows, 1]. The model encodes missing values and texts as in training. The JavaScript needs version 1.22 of the runtime or newer.",
      inputTable(model.inputs, model.preprocessing!),
      ...describeDates(model),
    ];
  },
  javaScript(model) {
    const other = otherMissing(model.inputs);
    return {
      lines: [
        "const rows = [",
        ...literal(valuesOf(model), javaScript),
        "];",
        ...(other === undefined ? [] : [`const missingTexts = ${JSON.stringify(other)};`]),
        "const feeds = {};",
        "for (const { name, type } of session.inputMetadata) {",
        `  const missing = type === "string" ? ${other === undefined ? '""' : 'missingTexts[name] ?? ""'} : NaN;`,
        "  feeds[name] = new ort.Tensor(type, rows.map((row) => row[name] ?? missing), [rows.length, 1]);",
        "}",
      ],
      feeds: "feeds",
    };
  },
  python(model) {
    const other = otherMissing(model.inputs);
    return {
      lines: [
        "rows = [",
        ...literal(valuesOf(model), python),
        "]",
        ...(other === undefined ? [] : [`missing_texts = ${JSON.stringify(other)}`]),
        'types = {"tensor(string)": object, "tensor(float)": "float32", "tensor(double)": "float64"}',
        "feeds = {}",
        "for column in session.get_inputs():",
        "    kind = types[column.type]",
        `    missing = ${other === undefined ? '""' : 'missing_texts.get(column.name, "")'} if kind is object else numpy.nan`,
        "    values = [row.get(column.name) for row in rows]",
        "    values = [missing if value is None else value for value in values]",
        "    feeds[column.name] = numpy.array(values, kind).reshape(-1, 1)",
      ],
      feeds: "feeds",
    };
  },
};
