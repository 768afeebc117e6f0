// Ranges of a method's parameter: smooth:0..0.4/5 is smooth:0, smooth:0.1, …, smooth:0.4.
import { check, fail } from "@softlabel/core/internal";
import { canonicalMethod, isArm } from "./arm.ts";

/** A parameter value with two dots, up to the next parameter or penalty. */
const rangeText = /(?<=[:=,]\s*)[^:=,]*\.\.[^,]*?(?=,|\+\s*[a-z]|$)/gi;

const number = String.raw`([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)`;
const range = new RegExp(String.raw`^\s*${number}\s*\.\.\s*${number}\s*/\s*(\d+)\s*$`, "i");

const mostValues = 100;

/** Significant digits of a value: the rest is rounding, as in 0.1 + 0.2. */
const digits = 12;

/** from + (to - from)·i / (count - 1) for i = 0 … count - 1. */
function valuesOf(who: string, text: string): number[] {
  const remedy = "write it as in smooth:0..0.4/5: first value, last value, number of values";
  const found = range.exec(text) ?? fail(who, "a range of values", text, remedy);
  const [from, to, count] = found.slice(1).map(Number);
  const enough = count >= 2 && count <= mostValues;
  check(enough, who, `2 to ${mostValues} values in ${text.trim()}`, count, remedy);
  check(from !== to, who, "a range between two different values", text, "give the value itself");
  return Array.from({ length: count }, (_, i) => Number((from + ((to - from) * i) / (count - 1)).toPrecision(digits)));
}

/**
 * The methods of a text, in canonical form: one, or one per value of a parameter's range, `FROM..TO/COUNT`, ends included. In
 * an arm the range is the grid to choose from.
 * @throws UsageError if a range is malformed, the text has two, or a method is invalid
 */
export function methodsIn(text: string): string[] {
  const who = `method ${JSON.stringify(text)}`;
  const ranges = text.match(rangeText) ?? [];
  if (ranges.length === 0) return [canonicalMethod(text)];
  check(
    ranges.length === 1,
    who,
    "one range of values",
    ranges,
    "list the values of the other parameter as separate methods",
  );
  const values = valuesOf(who, ranges[0]);
  const insert = (value: number | string): string => canonicalMethod(text.replace(rangeText, String(value)));
  return isArm(text) ? [insert(values.join("/"))] : values.map(insert);
}
