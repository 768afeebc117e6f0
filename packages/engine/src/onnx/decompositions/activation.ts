// Activation functions, and other functions of each element.
import { elementTypeCode } from "../elementTypes.ts";
import { float, int } from "../graph.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** x/2 (1 + gate) */
function gated(parts: Parts, gate: string): void {
  const half = parts.step("x/2", "Mul", [parts.x[0], parts.scalar(0.5)]);
  parts.result("Mul", [half, parts.step("1+gate", "Add", [gate, parts.scalar(1)])]);
}

/** √(2/π) (x + 0.044715 x³), by x · x · x, which is faster than a power */
function tanhArgument(parts: Parts): string {
  const [x] = parts.x;
  const cube = parts.step("x³", "Mul", [parts.step("x²", "Mul", [x, x]), x]);
  const sum = parts.step("polynomial", "Add", [x, parts.step("0.04x³", "Mul", [cube, parts.scalar(0.044715)])]);
  return parts.step("argument", "Mul", [sum, parts.scalar(Math.sqrt(2 / Math.PI))]);
}

/** x/2 (1 + erf(x/√2)), or with tanh of a polynomial in the place of erf. */
const gelu: Decomposition = (parts) => {
  const approximate = parts.view.attribute("string", "approximate", "none");
  if (approximate === "tanh") gated(parts, parts.step("tanh", "Tanh", [tanhArgument(parts)]));
  else if (approximate === "none")
    gated(parts, parts.step("erf", "Erf", [parts.step("x/√2", "Mul", [parts.x[0], parts.scalar(Math.SQRT1_2)])]));
  else parts.view.fail("approximate none or tanh", approximate);
};

/** α (e^(x/α) - 1) where x is negative */
const celu: Decomposition = (parts) => {
  const alpha = parts.scalar(parts.view.attribute("float", "alpha", 1));
  const unit = parts.step("elu", "Elu", [parts.step("x/α", "Div", [parts.x[0], alpha])]);
  parts.result("Mul", [unit, alpha]);
};

/** γ α (e^x - 1) where x is negative, γ x elsewhere */
const selu: Decomposition = (parts) => {
  const alpha = float(parts.view.attribute("float", "alpha", 1.67326319217681884765625));
  const gamma = parts.scalar(parts.view.attribute("float", "gamma", 1.05070102214813232421875));
  parts.result("Mul", [parts.step("elu", "Elu", [parts.x[0]], { alpha }), gamma]);
};

/** x (x/6 + 1/2), the factor cut at 0 and 1 */
const hardSwish: Decomposition = (parts) => {
  const gate = parts.step("gate", "HardSigmoid", [parts.x[0]], { alpha: float(1 / 6), beta: float(0.5) });
  parts.result("Mul", [parts.x[0], gate]);
};

/** x tanh(ln(1 + e^x)) */
const mish: Decomposition = (parts) => {
  const gate = parts.step("gate", "Tanh", [parts.step("softplus", "Softplus", [parts.x[0]])]);
  parts.result("Mul", [parts.x[0], gate]);
};

/** x / (1 + |x|) */
const softsign: Decomposition = (parts) => {
  const divisor = parts.step("1+|x|", "Add", [parts.step("|x|", "Abs", [parts.x[0]]), parts.scalar(1)]);
  parts.result("Div", [parts.x[0], divisor]);
};

/** x where it is positive, elsewhere x times a slope that may be trained. */
const parametricRelu: Decomposition = (parts) => {
  const positive = parts.step("positive", "Greater", [parts.x[0], parts.scalar(0)]);
  parts.result("Where", [positive, parts.x[0], parts.step("slope x", "Mul", [parts.x[1], parts.x[0]])]);
};

/** x where it exceeds α, else 0 */
const thresholdedRelu: Decomposition = (parts) => {
  const alpha = parts.scalar(parts.view.attribute("float", "alpha", 1));
  parts.result("Where", [parts.step("passes", "Greater", [parts.x[0], alpha]), parts.x[0], parts.scalar(0)]);
};

const reciprocal: Decomposition = (parts) => {
  parts.result("Div", [parts.scalar(1), parts.x[0]]);
};

/** The mean of several values, element by element. */
const mean: Decomposition = (parts) => {
  parts.result("Mul", [parts.step("sum", "Sum", parts.x), parts.scalar(1 / parts.x.length)]);
};

const castLike: Decomposition = (parts) => {
  parts.result("Cast", [parts.x[0]], { to: int(elementTypeCode(parts.view.input(1).elementType)) });
};

/** sin x / cos x */
const tangent: Decomposition = (parts) => {
  parts.result("Div", [parts.step("sin", "Sin", [parts.x[0]]), parts.step("cos", "Cos", [parts.x[0]])]);
};

/** x / (1 + e^(-α x)) */
const swish: Decomposition = (parts) => {
  const alpha = parts.view.attribute("float", "alpha", 1);
  const scaled = alpha === 1 ? parts.x[0] : parts.step("α x", "Mul", [parts.x[0], parts.scalar(alpha)]);
  parts.result("Mul", [parts.x[0], parts.step("gate", "Sigmoid", [scaled])]);
};

export const activations = {
  Tan: tangent,
  Swish: swish,
  Gelu: gelu,
  Celu: celu,
  Selu: selu,
  HardSwish: hardSwish,
  Mish: mish,
  Softsign: softsign,
  PRelu: parametricRelu,
  ThresholdedRelu: thresholdedRelu,
  Reciprocal: reciprocal,
  Mean: mean,
  CastLike: castLike,
} satisfies Readonly<Record<string, Decomposition>>;
