// Numbers for readers: 88.9, 0.123, <0.01; an en dash for a missing number.

/** Written in place of a missing number. */
export const dash = "–";

/** A proper minus sign, as wide as a plus. */
function withMinus(text: string): string {
  return text.replace("-", "−");
}

/** A number with a fixed count of decimals. */
export function decimal(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return dash;
  const text = value.toFixed(digits);
  return withMinus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** A fraction in per cent, without the % sign: 0.8884 is 88.8. */
export function percentNumber(value: number): string {
  return decimal(100 * value, 1);
}

/** A written number with a plus where it is above zero. */
export function withSign(text: string): string {
  return Number(text) > 0 && !text.startsWith("+") ? `+${text}` : text;
}

/** A fraction in per cent with a plus or minus, without the % sign: 0.012 is +1.2. */
export function signedPercentNumber(value: number): string {
  return withSign(percentNumber(value));
}

/** A fraction in per cent for an axis: 0.25 is 25, 0.125 is 12.5. */
export function wholePercentNumber(value: number): string {
  return percentNumber(value).replace(/\.0$/, "");
}

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** A count for an axis: 1.2K; empty for a fraction. */
export function compactCount(value: number): string {
  return Number.isInteger(value) ? compact.format(value) : "";
}

/** Text of at most `length` characters, the end replaced by an ellipsis. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}

/** A probability to two decimals, or "<0.01". */
export function probability(value: number): string {
  return value > 0 && value < 0.005 ? "<0.01" : decimal(value, 2);
}

/** A number with at most three significant digits: 0.91, 0.0111, 0. */
export function shortest(value: number): string {
  return Number.isFinite(value) ? withMinus(String(Number(value.toPrecision(3)))) : dash;
}

/** The same with its direction: +0.91, −0.0111, 0. */
export function signedShortest(value: number): string {
  return withSign(shortest(value));
}
