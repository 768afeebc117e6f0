// The colours of methods: eight, told apart with any kind of colour vision, one set for light paper and one for dark.

/** On white: each has a contrast of at least 3 to 1. The first, for the baseline, is neutral. */
export const lightColours: readonly string[] = [
  "#59616c",
  "#1268c8",
  "#ff4b14",
  "#189580",
  "#d071b2",
  "#838f33",
  "#019af0",
  "#561f27",
];

/** The same hues on dark paper. */
export const darkColours: readonly string[] = [
  "#c3cad4",
  "#6393fd",
  "#e68f3e",
  "#32ca92",
  "#ad63bc",
  "#f8df40",
  "#86f4f4",
  "#d4495b",
];

/** Three classes in one plot, in colours that no method has; their shapes differ as well. */
export const lightClassColours: readonly string[] = ["#7a3ec4", "#b86a00", "#0c8585"];
export const darkClassColours: readonly string[] = ["#b99af7", "#f0b13c", "#4fd1c5"];

/** The background colours for the two sets. */
export const lightPaper = "#ffffff";
export const darkPaper = "#14171c";

/** The CSS colour of a method by its place in the list; after eight the colours repeat. */
export function methodColour(index: number): string {
  return `var(--method-${index % lightColours.length})`;
}

/** Declarations of the custom properties `--method-0` and so on. */
export function declareColours(colours: readonly string[], name: "method" | "class"): string {
  return colours.map((colour, index) => `--${name}-${index}: ${colour};`).join(" ");
}
