// Terms whose weight is 0: they cost nothing, even where they would cost infinitely.
import { expect, it } from "vitest";
import { methodLoss } from "../methods/methodLoss.ts";

const masked = new Float64Array([1, 0, -Infinity]);
const teacher = new Float64Array([1, 1, 1]);

const evaluate = (text: string, label: number, logits = masked, taught = teacher) =>
  methodLoss(text, { reduction: "none" }).evaluate(logits, Int32Array.of(label), [1, 3], taught);

it.each([
  "distill:mix=0",
  "margin:0",
  "maxsup:from=0,to=0",
  "logit-penalty:0",
  "margin:0+maxsup:from=0,to=0+logit-penalty:0+z-loss:0+penalty:0",
])("%s is cross-entropy beside a masked class", (text) => {
  const { value, gradient } = evaluate(text, 0);
  const hard = evaluate("hard", 0);
  expect(value[0]).toBeCloseTo(hard.value[0], 15);
  expect(gradient.map((slope) => slope + 0)).toEqual(hard.gradient);
});

it("symmetric cross-entropy without its first part is bounded where the label is masked", () => {
  const { value, gradient } = evaluate("sce:0,beta=1", 2);
  expect(value[0]).toBeCloseTo(Math.log(1e4), 13);
  gradient.forEach((slope) => expect(slope).toBeCloseTo(0, 13));
});

it("distillation without labels does not ask for the label's class", () => {
  const alike = evaluate("distill:T=1,mix=1", 2, masked, masked);
  expect([alike.value[0], ...alike.gradient]).toEqual([0, 0, 0, 0]);
});
