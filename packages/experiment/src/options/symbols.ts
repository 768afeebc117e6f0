// Parameter symbols, as in papers.

/** Symbols by parameter name. */
const symbols: Readonly<Record<string, string>> = { alpha: "α", beta: "β", gamma: "γ", lambda: "λ" };

/** The symbol of a parameter: "α"; of a penalty with its name: "β of penalty". */
export function symbolOf(parameter: string): string {
  const [name, penalty] = parameter.split(".").reverse();
  const symbol = symbols[name] ?? name;
  return penalty === undefined ? symbol : `${symbol} of ${penalty}`;
}
