// Parameters as data, and the text that gives them: "0.1,over=others".
import { check, checkName, checkRange, describeRange, fail, type Range } from "../check.ts";

/** A parameter: its name, what it does, what it is when not given, and which values it takes. */
export type ParameterDefinition = {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly help: string;
} & (
  | { readonly default: number; readonly range: Range }
  | { readonly default: string; readonly choices: readonly string[] }
);

/** Values by parameter name. */
export type ParameterValues = Readonly<Record<string, number | string>>;

/** Every parameter's default. */
export function defaultsOf(definitions: readonly ParameterDefinition[]): ParameterValues {
  return Object.fromEntries(definitions.map((parameter) => [parameter.name, parameter.default]));
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A parameter's value from its text. */
function readValue(who: string, definition: ParameterDefinition, text: string, remedy: string): number | string {
  if ("choices" in definition) return checkName(who, definition.name, text, definition.choices);
  if (!decimal.test(text)) fail(who, `${definition.name} to be ${describeRange(definition.range)}`, text, remedy);
  checkRange(who, definition.name, Number(text), definition.range, remedy);
  return Number(text);
}

/**
 * Reads parameters from text: the first may stand alone, every other as name=value; those not given have their default.
 * @param who who is asking, for the message
 * @param text "0.1,over=others", or undefined for all defaults
 * @param definitions the parameters there are
 * @param remedy how to write it right, for the message
 * @throws UsageError if a parameter is unknown, given twice or out of range
 * @example
 * ```ts
 * import { methodTable, parseParameters } from "@softlabel/core";
 * const smooth = methodTable.find((method) => method.name === "smooth");
 * parseParameters("my method", "0.2", smooth.parameters, "write 0.1"); // => { alpha: 0.2, over: "all" }
 * ```
 */
export function parseParameters(
  who: string,
  text: string | undefined,
  definitions: readonly ParameterDefinition[],
  remedy: string,
): ParameterValues {
  check(text === undefined || definitions.length > 0, who, "no parameters", text, remedy);
  const given = new Map<string, number | string>();
  (text?.split(",") ?? []).forEach((part, i) => {
    const [key, ...rest] = part.split("=").map((piece) => piece.trim());
    const alone = rest.length === 0;
    if (alone && i > 0) fail(who, "every parameter after the first as name=value", key, remedy);
    const names = definitions.map((parameter) => parameter.name);
    const name = alone ? names[0] : checkName(who, "a parameter", key, names);
    check(!given.has(name), who, `${name} once`, text, remedy);
    const definition = definitions[names.indexOf(name)];
    given.set(name, readValue(who, definition, alone ? key : rest.join("="), remedy));
  });
  return { ...defaultsOf(definitions), ...Object.fromEntries(given) };
}

/**
 * The shortest text that `parseParameters` reads back: the first parameter alone, the others where not their default.
 * @example
 * ```ts
 * import { formatParameters, methodTable } from "@softlabel/core";
 * const smooth = methodTable.find((method) => method.name === "smooth");
 * formatParameters({ alpha: 0.2, over: "others" }, smooth.parameters); // => "0.2,over=others"
 * formatParameters({ alpha: 0.2, over: "all" }, smooth.parameters); // => "0.2"
 * ```
 */
export function formatParameters(values: ParameterValues, definitions: readonly ParameterDefinition[]): string {
  return definitions
    .filter((parameter, i) => i === 0 || values[parameter.name] !== parameter.default)
    .map((parameter, i) => `${i === 0 ? "" : `${parameter.name}=`}${values[parameter.name]}`)
    .join(",");
}
