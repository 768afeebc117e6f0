// Makers of option rows by kind: numbers, texts, switches.
import { type Range } from "@softlabel/core";
import { check, checkRange, describeRange } from "@softlabel/core/internal";

/** Shell completion of an option's value. */
export interface Completion {
  readonly words?: readonly string[];
  /** Whether parameters may follow a word: "smooth" may become "smooth:0.1". */
  readonly open?: true;
  readonly files?: true;
}

/** Completes the names of a table, which parameters may follow. */
export function tableWords(table: readonly { readonly name: string }[], ...others: readonly string[]): Completion {
  return { words: [...table.map(({ name }) => name), ...others], open: true };
}

/** One option: its flag, its values, its default. */
export interface Field<Value> {
  /** Key in the options and in experiment.json. */
  readonly name: string;
  /** As commander writes it, for instance "--epochs <count>"; "[data]" for the argument. */
  readonly flag: string;
  readonly help: string;
  /** Undefined for an option that is left out unless given. */
  readonly default: Value;
  /** Absent for numbers and for names that the user chooses. */
  readonly completion?: Completion;
  /** Converts a text, several texts or a value from JSON to the canonical value; throws a UsageError. */
  parse(given: unknown): Value;
}

/** The parts of a row that the makers take. */
type Naming<Value> = Pick<Field<Value>, "name" | "flag" | "help" | "default" | "completion">;

/** An option that is a number in a range. */
export function numberField<Value extends number | undefined>(
  naming: Naming<Value>,
  range: Range,
): Field<Value | number> {
  const option = naming.flag.split(" ")[0];
  return {
    ...naming,
    help: `${naming.help}: ${describeRange(range)}`,
    parse(given) {
      const value = typeof given === "string" && given.trim() === "" ? NaN : Number(given);
      check(!Number.isNaN(value), option, describeRange(range), given);
      checkRange(option, naming.name, value, range);
      return value;
    },
  };
}

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** An option that is a fraction of the rows, or else the file or folder of rows set apart. */
export function shareOrPlaceField<Value extends number | string | undefined>(
  naming: Naming<Value>,
  range: Range,
): Field<Value | number | string> {
  const share = numberField<number>({ ...naming, default: 0 }, range);
  const [option] = naming.flag.split(" ");
  return {
    ...naming,
    parse(given) {
      const text = String(given).trim();
      check(text !== "", option, `${describeRange(range)}, or a file`, given);
      return numeric.test(text) ? share.parse(text) : text;
    },
  };
}

/** An option that is a text; `canonical` parses it and returns its canonical form. */
export function textField<Value extends string | undefined>(
  naming: Naming<Value>,
  canonical: (text: string) => string,
): Field<Value | string> {
  return { ...naming, parse: (given) => canonical(String(given)) };
}

/** An option that is on or off. */
export function switchField(naming: Naming<boolean>): Field<boolean> {
  const option = naming.flag.split(" ")[0];
  return {
    ...naming,
    parse(given) {
      check(typeof given === "boolean", option, "true or false", given);
      return given;
    },
  };
}

/** The words of one or several texts. */
export function wordsIn(given: unknown): string[] {
  return (Array.isArray(given) ? given : [given])
    .flatMap((text) => String(text).split(/\s+/))
    .filter((text) => text !== "");
}
