// Words every error about an argument: who: expected what, got what; what to do.
import { nearestFirst } from "./otherNames.ts";

import { withoutControls } from "./words.ts";

export { nearestFirst };

/** An argument or a file that cannot be used; its message is meant for the person who gave it. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** @param message may hold text of others: control characters in it are written as escapes */
  constructor(message: string, options?: ErrorOptions) {
    super(withoutControls(message), options);
  }
}

/** The value as it should appear in a message: strings quoted, long lists cut. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Throws *who: expected what, got what; what to do*. */
export function fail(who: string, expected: string, got: unknown, remedy?: string): never {
  throw new UsageError(`${who}: expected ${expected}, got ${show(got)}${remedy === undefined ? "" : `; ${remedy}`}`);
}

/** Throws unless `condition` holds. */
export function check(
  condition: boolean,
  who: string,
  expected: string,
  got: unknown,
  remedy?: string,
): asserts condition {
  if (!condition) fail(who, expected, got, remedy);
}

/** An interval of numbers; an end that is `open` is not itself allowed. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly open?: "from" | "to" | "both";
  readonly integer?: boolean;
}

/** The range in words, as it stands in messages and help: "a number from 0 to 1", "a whole number of at least 1". */
export function describeRange({ from, to, open, integer }: Range): string {
  const kind = integer === true ? "a whole number" : "a number";
  const low = open === "from" || open === "both" ? `above ${from}` : `of at least ${from}`;
  const high = open === "to" || open === "both" ? `below ${to}` : `at most ${to}`;
  if (from === -Infinity) return to === Infinity ? kind : `${kind}, ${high}`;
  if (to === Infinity) return `${kind} ${low}`;
  return open === undefined ? `${kind} from ${from} to ${to}` : `${kind} ${low} and ${high}`;
}

/** Whether `value` is in `range`; NaN and infinities never do. */
export function inRange(value: number, range: Range): boolean {
  if (!Number.isFinite(value) || (range.integer === true && !Number.isInteger(value))) return false;
  const openFrom = range.open === "from" || range.open === "both";
  const openTo = range.open === "to" || range.open === "both";
  return (openFrom ? value > range.from : value >= range.from) && (openTo ? value < range.to : value <= range.to);
}

/** Throws unless `value` is a number in `range`. */
export function checkRange(who: string, name: string, value: number, range: Range, remedy?: string): void {
  // Words are only made when they are needed: losses check their shape at every call.
  if (!inRange(value, range)) fail(who, `${name} to be ${describeRange(range)}`, value, remedy);
}

/** Throws unless `name` is one of `valid`; the message lists them, the nearest first. */
export function checkName<Name extends string>(who: string, kind: string, name: string, valid: readonly Name[]): Name {
  const found = valid.find((other) => other === name);
  if (found !== undefined) return found;
  return fail(who, `${kind} to be one of ${nearestFirst(name, valid).join(", ")}`, name);
}
