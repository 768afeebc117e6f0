// Rows of a table written as "name:parameter=value,…", both ways: optimizers and schedules.
import { checkName, parseParameters, type ParameterDefinition, type ParameterValues } from "@softlabel/core";

/** A row of a table: something with a name and parameters. */
export interface NamedDefinition {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly summary: string;
  readonly parameters: readonly ParameterDefinition[];
}

/** Parameter values as numbers: "true" is 1 and "false" 0. */
export type Settings = Readonly<Record<string, number>>;

/** A parameter that is either on or off, and off unless said. */
export function flag(name: string, help: string): ParameterDefinition {
  return { name, default: "false", choices: ["false", "true"], help };
}

/** The values as arithmetic needs them. */
export function toSettings(values: ParameterValues): Settings {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? value : Number(value === "true")]),
  );
}

/**
 * Reads a row's name and, after a colon, its parameters; those not given have their default.
 * @param kind what the table holds, for messages: "optimizer"
 * @throws UsageError for unknown names, parameters given twice and values out of range
 */
export function parseRow<Row extends NamedDefinition>(
  kind: string,
  text: string,
  table: readonly Row[],
): { row: Row; values: ParameterValues } {
  const who = `${kind} ${JSON.stringify(text)}`;
  const [name, rest] = text.split(/:(.*)/s, 2);
  const names = table.map((row) => row.name);
  const row = table[names.indexOf(checkName(who, "the name", name.trim(), names))];
  const values = parseParameters(who, rest, row.parameters, `write it as in ${formatDefaults(row)}`);
  return { row, values };
}

/** The text that `parseRow` reads back: the parameters that are not their default, and those named in `always`. */
export function formatRow(row: NamedDefinition, values: ParameterValues, always: readonly string[] = []): string {
  const items = row.parameters
    .map((parameter) => ({ ...parameter, value: values[parameter.name] ?? parameter.default }))
    .filter(({ name, value, default: usual }) => value !== usual || always.includes(name))
    .map(({ name, value }) => `${name}=${value}`);
  return items.length === 0 ? row.name : `${row.name}:${items.join(",")}`;
}

/** A row with every parameter at its default, to be shown as a pattern. */
export function formatDefaults(row: NamedDefinition): string {
  return formatRow(
    row,
    {},
    row.parameters.map((parameter) => parameter.name),
  );
}
