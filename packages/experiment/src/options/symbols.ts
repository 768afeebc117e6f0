// Parameters as papers write them.

/** A parameter's name as papers write it. */
const symbols: Readonly<Record<string, string>> = { alpha: "α", beta: "β", gamma: "γ", lambda: "λ" };

/** The parameter as papers write it: "α"; of a penalty, with its name: "β of penalty". */
export function symbolOf(parameter: string): string {
  const [name, penalty] = parameter.split(".").reverse();
  const symbol = symbols[name] ?? name;
  return penalty === undefined ? symbol : `${symbol} of ${penalty}`;
}
