// Gradient rules of activation functions that are one operation each.
import { int } from "../../onnx/graph.ts";
import { elementTypeCode } from "../../onnx/elementTypes.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";

/** dx = dy where x > 0, `otherwise` elsewhere. */
function wherePositive(g: Backward, otherwise: string): Gradient {
  return apply("Where", [g.step("positive", "Greater", [g.x[0], g.scalar(0)]), g.dy, otherwise]);
}

export const activationRules = {
  // dx = dy [y > 0]; y is never negative, so the cast to bool asks just that (three times as fast as Greater and Where).
  Relu: [
    (g) => {
      const positive = g.step("positive", "Cast", [g.y], { to: int(elementTypeCode("bool")) });
      return apply("Mul", [g.dy, g.indicator("slope", positive)]);
    },
  ],
  // dx = dy (1 - y²)
  Tanh: [(g) => apply("Mul", [g.dy, g.step("slope", "Sub", [g.scalar(1), g.step("y²", "Mul", [g.y, g.y])])])],
  // dx = dy y (1 - y)
  Sigmoid: [(g) => apply("Mul", [g.step("dy y", "Mul", [g.dy, g.y]), g.step("1-y", "Sub", [g.scalar(1), g.y])])],
  // dx = α dy where x is not positive
  LeakyRelu: [
    (g) => {
      const slope = g.scalar(g.view.attribute("float", "alpha", 0.01));
      return wherePositive(g, g.step("α dy", "Mul", [g.dy, slope]));
    },
  ],
  // y = α (e^x - 1) where x is not positive: dx = dy (y + α) there
  Elu: [
    (g) => {
      const slope = g.step("y+α", "Add", [g.y, g.scalar(g.view.attribute("float", "alpha", 1))]);
      return wherePositive(g, g.step("dy (y+α)", "Mul", [g.dy, slope]));
    },
  ],
  // y = ln(1 + e^x): dx = dy σ(x)
  Softplus: [(g) => apply("Mul", [g.dy, g.step("slope", "Sigmoid", [g.x[0]])])],
  // y = α x + β, cut at 0 and 1: dx = α dy [0 < y < 1]
  HardSigmoid: [
    (g) => {
      const [above, below] = [
        g.step("above 0", "Greater", [g.y, g.scalar(0)]),
        g.step("below 1", "Less", [g.y, g.scalar(1)]),
      ];
      const slope = g.step("α dy", "Mul", [g.dy, g.scalar(g.view.attribute("float", "alpha", 0.2))]);
      return apply("Where", [g.step("inside", "And", [above, below]), slope, g.scalar(0)]);
    },
  ],
} satisfies Readonly<Record<string, Rule>>;
