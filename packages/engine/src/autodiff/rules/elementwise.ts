// Gradient rules of operations that act on each element.
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";

const throughUnchanged = ({ dy }: Backward): Gradient => dy;

/** Max and Min: dx_i = dy [x_i = y] / how many inputs are y. */
function shareOfExtreme(g: Backward, index: number): Gradient {
  const masks = g.x.map((x, i) => g.indicator(`chosen${i}`, g.step(`equal${i}`, "Equal", [x, g.y])));
  const count = g.step("count", "Sum", masks);
  return apply("Mul", [masks[index], g.step("share", "Div", [g.dy, count])]);
}

/** The exponent of a Pow in the base's type. */
function exponent(g: Backward): string {
  const same = g.view.input(0).elementType === g.view.input(1).elementType;
  return same ? g.x[1] : g.step("exponent", "Cast", [g.x[1]], g.toTypeOf(g.x[0]));
}

/** dx = dy p x^(p-1); where p = 0 the power is left at p, so that 0 · x^-1 cannot become NaN. */
function powerOfBase(g: Backward): Gradient {
  const constant = g.view.constant(1);
  if (constant?.length === 1) return constantPower(g, constant[0]);
  const p = exponent(g);
  const isZero = g.step("exponent is zero", "Equal", [p, g.scalar(0)]);
  const lowered = g.step("lowered", "Where", [isZero, p, g.step("p-1", "Sub", [p, g.scalar(1)])]);
  const power = g.step("power", "Pow", [g.x[0], lowered]);
  return apply("Mul", [g.step("scaled", "Mul", [g.dy, p]), power]);
}

/** dx = dy p x^(p-1) for a number p: 2x for the square. */
function constantPower(g: Backward, p: number): Gradient {
  const power = p === 2 ? g.x[0] : g.step("power", "Pow", [g.x[0], g.scalar(p === 0 ? 0 : p - 1)]);
  return apply("Mul", [g.step("scaled", "Mul", [g.dy, g.scalar(p)]), power]);
}

/** dp = dy y ln x, and 0 where x is not positive: there the power of a real exponent is not defined, or 0. */
function powerOfExponent(g: Backward): Gradient {
  const positive = g.step("positive", "Greater", [g.x[0], g.scalar(0)]);
  const logarithm = g.step("log", "Log", [g.step("base", "Where", [positive, g.x[0], g.scalar(1)])]);
  return apply("Mul", [g.step("dy y", "Mul", [g.dy, g.y]), logarithm]);
}

export const elementwiseRules = {
  // dx = dy y
  Exp: [({ dy, y }) => apply("Mul", [dy, y])],
  // dx = dy / x
  Log: [({ dy, x }) => apply("Div", [dy, x[0]])],
  // dx = dy / 2y
  Sqrt: [(g) => apply("Div", [g.step("half", "Mul", [g.dy, g.scalar(0.5)]), g.y])],
  Neg: [({ dy }) => apply("Neg", [dy])],
  // dx = dy sign x
  Abs: [(g) => apply("Mul", [g.dy, g.step("sign", "Sign", [g.x[0]])])],
  Sign: ["zero"],
  Floor: ["zero"],
  Ceil: ["zero"],
  Round: ["zero"],
  Sin: [(g) => apply("Mul", [g.dy, g.step("slope", "Cos", [g.x[0]])])],
  // dx = -dy sin x
  Cos: [(g) => apply("Mul", [g.dy, g.step("slope", "Neg", [g.step("sin", "Sin", [g.x[0]])])])],
  // dx = dy 2/√π e^(-x²)
  Erf: [
    (g) => {
      const square = g.step("x²", "Mul", [g.x[0], g.x[0]]);
      const bell = g.step("bell", "Exp", [g.step("-x²", "Neg", [square])]);
      return apply("Mul", [g.step("scaled", "Mul", [g.dy, g.scalar(2 / Math.sqrt(Math.PI))]), bell]);
    },
  ],
  Not: ["zero"],
  Identity: [throughUnchanged],
  // dx = dy [x = y], that is, where nothing was cut off; a bound gets the sum of dy where it took the place of x
  Clip: [
    (g) => apply("Mul", [g.dy, g.indicator("slope", g.step("kept", "Equal", [g.x[0], g.y]))]),
    (g) => apply("Where", [g.step("below", "Less", [g.x[0], g.x[1]]), g.dy, g.scalar(0)]),
    (g) => apply("Where", [g.step("above", "Greater", [g.x[0], g.x[2]]), g.dy, g.scalar(0)]),
  ],
  Add: [throughUnchanged, throughUnchanged],
  Sub: [throughUnchanged, ({ dy }) => apply("Neg", [dy])],
  // da = dy b, db = dy a
  Mul: [({ dy, x }) => apply("Mul", [dy, x[1]]), ({ dy, x }) => apply("Mul", [dy, x[0]])],
  // da = dy / b, db = -(dy / b) y
  Div: [
    ({ dy, x }) => apply("Div", [dy, x[1]]),
    (g) => apply("Mul", [g.step("dy/b", "Div", [g.dy, g.x[1]]), g.step("-y", "Neg", [g.y])]),
  ],
  Pow: [powerOfBase, powerOfExponent],
  Max: [shareOfExtreme],
  Min: [shareOfExtreme],
  Sum: [throughUnchanged],
  And: ["zero", "zero"],
  Or: ["zero", "zero"],
  Xor: ["zero", "zero"],
  // a mod b = a - b ⌊a/b⌋, towards 0 where the sign is that of a
  Mod: [
    throughUnchanged,
    (g) => {
      const quotient = g.step("a/b", "Div", [g.x[0], g.x[1]]);
      const whole = g.step("⌊|a/b|⌋", "Floor", [g.step("|a/b|", "Abs", [quotient])]);
      const signed = g.step("towards 0", "Mul", [whole, g.step("sign", "Sign", [quotient])]);
      return apply("Mul", [g.dy, g.step("slope", "Neg", [signed])]);
    },
  ],
  IsNaN: ["zero"],
  Greater: ["zero", "zero"],
  GreaterOrEqual: ["zero", "zero"],
  Less: ["zero", "zero"],
  LessOrEqual: ["zero", "zero"],
  Equal: ["zero", "zero"],
  Cast: [(g) => apply("Cast", [g.dy], g.toTypeOf(g.x[0]))],
  Where: [
    "stopped",
    (g) => apply("Where", [g.x[0], g.dy, g.scalar(0)]),
    (g) => apply("Where", [g.x[0], g.scalar(0), g.dy]),
  ],
} satisfies Readonly<Record<string, Rule>>;
