// The kinds of options that an experiment has, as makers of rows: numbers, texts, lists of names.
import { type Range } from "@softlabel/core";
import { check, checkRange, describeRange } from "@softlabel/core/internal";

/** What a shell offers for an option's value. */
export interface Completion {
  readonly words?: readonly string[];
  /** Whether parameters may follow a word: "smooth" may become "smooth:0.1". */
  readonly open?: true;
  readonly files?: true;
}

/** The names of a table, which parameters may follow. */
export function tableWords(table: readonly { readonly name: string }[], ...others: readonly string[]): Completion {
  return { words: [...table.map(({ name }) => name), ...others], open: true };
}

/** One option: how it is written, what it may be, what it is when not given. */
export interface Field<Value> {
  /** Key in the options, in experiment.json and in --json. */
  readonly name: string;
  /** As commander writes it, for instance "--epochs <count>"; "[data]" for the argument. */
  readonly flag: string;
  readonly help: string;
  /** Undefined for an option that is left out unless it is given. */
  readonly default: Value;
  /** What a shell offers; nothing where it is a number or a name of the user's. */
  readonly completion?: Completion;
  /** Text (or texts, or a number read back from JSON) to the canonical value; throws a UsageError. */
  parse(given: unknown): Value;
}

/** What the makers take of a row. */
type Naming<Value> = Pick<Field<Value>, "name" | "flag" | "help" | "default" | "completion">;

/** A row for a number in a range. */
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

/** A row for a share of the rows, or a place where rows lie that were set apart: what is a number is a share. */
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

/** A row for a text that another room parses; `canonical` gives back the text it stands for. */
export function textField<Value extends string | undefined>(
  naming: Naming<Value>,
  canonical: (text: string) => string,
): Field<Value | string> {
  return { ...naming, parse: (given) => canonical(String(given)) };
}

/** A row for something that is on or off. */
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

/** The words in one text or in several. */
export function wordsIn(given: unknown): string[] {
  return (Array.isArray(given) ? given : [given])
    .flatMap((text) => String(text).split(/\s+/))
    .filter((text) => text !== "");
}
