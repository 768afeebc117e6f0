// The colours of methods: eight, told apart with any kind of colour vision, one set for light paper and one for dark.

/** On white: each has a contrast of at least 3 to 1. The first, for the baseline, is neutral. */
export const lightColours: readonly string[] = [
  "#4d5561",
  "#0b6fc4",
  "#e64a0c",
  "#1f9672",
  "#9f4b9f",
  "#8b8214",
  "#198cf1",
  "#682d26",
];

/** The same hues on dark paper. */
export const darkColours: readonly string[] = [
  "#c3cad4",
  "#6b9cff",
  "#ef8754",
  "#35d98b",
  "#c774bc",
  "#ffbf36",
  "#98bafe",
  "#d15b73",
];

/** The papers the two sets are made for. */
export const lightPaper = "#ffffff";
export const darkPaper = "#14171c";

/** The CSS value that draws a method, by its place in the list of methods; beyond eight the colours begin again. */
export function methodColour(index: number): string {
  return `var(--method-${index % lightColours.length})`;
}

/** The declarations of the custom properties that `methodColour` names. */
export function declareColours(colours: readonly string[]): string {
  return colours.map((colour, index) => `--method-${index}: ${colour};`).join(" ");
}
