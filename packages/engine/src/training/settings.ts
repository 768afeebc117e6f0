// The text form "name:key=value,key=value" of a row of a table, both ways: optimizers and schedules are written so.
import { check, checkName, checkRange, fail, type Range } from "@softlabel/core";

/** A number, or a flag, that a row of a table takes. */
export interface SettingDefinition {
  readonly name: string;
  readonly default: number;
  readonly range: Range;
  /** Written true or false, or by its name alone; its value is 1 or 0. */
  readonly flag?: true;
  readonly help: string;
}

/** A row of a table: something with a name and settings. */
export interface NamedDefinition {
  readonly name: string;
  /** One sentence for help texts. */
  readonly summary: string;
  readonly parameters: readonly SettingDefinition[];
}

/** A value for every setting of a row; flags are 1 or 0. */
export type Settings = Readonly<Record<string, number>>;

const zeroOrOne: Range = { from: 0, to: 1, integer: true };

/** A setting that is either on or off, and off unless said. */
export function flag(name: string, help: string): SettingDefinition {
  return { name, default: 0, range: zeroOrOne, flag: true, help };
}

function parseFlag(who: string, name: string, text: string): number {
  check(text === "true" || text === "false", who, `${name} to be true or false`, text);
  return text === "true" ? 1 : 0;
}

function parseValue(who: string, setting: SettingDefinition, text: string): number {
  if (setting.flag) return parseFlag(who, setting.name, text);
  const value = text.trim() === "" ? NaN : Number(text);
  check(!Number.isNaN(value), who, `${setting.name} to be a number`, text);
  checkRange(who, setting.name, value, setting.range);
  return value;
}

/** One "key=value"; a flag's bare name turns it on, and a bare first value belongs to the first setting. */
function parseItem(who: string, item: string, index: number, parameters: readonly SettingDefinition[]) {
  const names = parameters.map((setting) => setting.name);
  const [key, value] = item.includes("=") ? item.split(/=(.*)/s) : [undefined, item];
  const bareFlag = key === undefined && parameters.some((setting) => setting.flag && setting.name === item);
  const bareValue = key === undefined && !bareFlag && index === 0 && !Number.isNaN(Number(item));
  const name = checkName(who, "a parameter", bareValue ? names[0] : (key ?? item).trim(), names);
  const setting = parameters[names.indexOf(name)];
  check(bareFlag || bareValue || key !== undefined, who, `${name}=VALUE`, item);
  return { name, value: bareFlag ? 1 : parseValue(who, setting, value) };
}

/**
 * Reads "name:key=value,…" against a table.
 * @param who the function that was called, for messages
 * @param kind what the table holds, for messages: "an optimizer"
 * @returns the row and a value for each of its settings, defaults filled in
 * @throws UsageError for unknown names, values out of range, and settings given twice
 */
export function parseSettings<Definition extends NamedDefinition>(
  who: string,
  kind: string,
  text: string,
  table: readonly Definition[],
): { definition: Definition; settings: Settings } {
  const [head, rest] = text.trim().split(/:(.*)/s);
  const names = table.map((row) => row.name);
  const definition = table[names.indexOf(checkName(who, kind, head.trim(), names))];
  const settings = Object.fromEntries(definition.parameters.map((setting) => [setting.name, setting.default]));
  const given = new Set<string>();
  for (const [index, item] of (rest ? rest.split(",") : []).entries()) {
    const { name, value } = parseItem(`${who} ${definition.name}`, item.trim(), index, definition.parameters);
    if (given.has(name)) fail(`${who} ${definition.name}`, `${name} once`, text);
    given.add(name);
    settings[name] = value;
  }
  return { definition, settings };
}

/** The canonical text: settings in the table's order, those that keep their default left out unless named in `always`. */
export function formatSettings(
  definition: NamedDefinition,
  settings: Settings,
  always: readonly string[] = [],
): string {
  const items = definition.parameters
    .filter(({ name, default: usual }) => settings[name] !== usual || always.includes(name))
    .map((setting) => `${setting.name}=${setting.flag ? settings[setting.name] === 1 : settings[setting.name]}`);
  return items.length === 0 ? definition.name : `${definition.name}:${items.join(",")}`;
}
