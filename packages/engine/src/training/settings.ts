// What the rows of optimizers and schedules have in common, and their values as arithmetic needs them.
import type { ParameterDefinition, ParameterValues } from "@softlabel/core";
import type { NamedRow } from "@softlabel/core/internal";

/** A row of a table: something with a name and parameters. */
export interface NamedDefinition extends NamedRow {
  /** One line for help texts and documentation. */
  readonly summary: string;
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
