// Activation functions.
import type { Decomposition } from "./parts.ts";

/** x/2 (1 + erf(x/√2)) */
const gelu: Decomposition = (parts) => {
  const approximate = parts.view.attribute("string", "approximate", "none");
  if (approximate !== "none") parts.view.fail("the exact Gelu (approximate none)", approximate);
  const error = parts.step("erf", "Erf", [parts.step("x/√2", "Mul", [parts.x[0], parts.scalar(Math.SQRT1_2)])]);
  const gate = parts.step("1+erf", "Add", [error, parts.scalar(1)]);
  parts.result("Mul", [parts.step("x/2", "Mul", [parts.x[0], parts.scalar(0.5)]), gate]);
};

export const activations = { Gelu: gelu } satisfies Readonly<Record<string, Decomposition>>;
