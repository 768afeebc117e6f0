// Counts, lists and shares as they stand in sentences.

/** A whole number with commas between thousands: 10,000. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** A count and its noun: 1 seed, 10,000 images, 2 classes. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(texts: readonly string[], word: "and" | "or" = "and"): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} ${word} ${texts[texts.length - 1]}`;
}

/** The first `most`, and how many more there are: "a, b and 3 more". */
export function firstOf(texts: readonly string[], most: number): string {
  const more = texts.length - most;
  return more > 0 ? `${texts.slice(0, most).join(", ")} and ${grouped(more)} more` : texts.join(", ");
}

/** Characters that move a terminal's cursor, colour it or turn text around; line ends among them. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** Text of others, such as a class name, with control characters as escapes: "a\u001b[2J". */
export function withoutControls(text: string): string {
  return text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Lines for a terminal: the same, with line ends as they are. */
export const terminalText = (text: string): string => text.split("\n").map(withoutControls).join("\n");

/** A share in per cent, without trailing zeros: 0.125 is 12.5 %. */
export function percent(share: number, digits = 2): string {
  return `${Number((100 * share).toFixed(digits))} %`;
}

/** Begins with a capital letter, unless the text begins with one of some names, which keep their case. */
export function sentenceCase(text: string, names: readonly string[] = []): string {
  if (names.some((name) => text.startsWith(name) && " ,".includes(text.charAt(name.length)))) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
