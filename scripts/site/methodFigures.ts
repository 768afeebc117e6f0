// Figures of a method: the targets it gives, and the prediction at which its loss is smallest.
import { optimumOf, parseMethod, type Method, type MethodDefinition } from "@softlabel/core";
import type { PlotDocument, PlotElement } from "@softlabel/report";
import { targetBars, writePlot } from "@softlabel/report/internal/page";
import { parseHTML } from "linkedom";

const { document } = parseHTML("<html></html>") as unknown as { document: PlotDocument<PlotElement> };

const classes = ["A", "B", "C", "D", "E"];

const short = (value: number): string => String(Number(value.toPrecision(3)));

/** "0.92 for the labelled class, 0.02 for every other class"; each value where the others differ. */
function inWords([label, ...others]: readonly number[]): string {
  const even = others.every((value) => Math.abs(value - others[0]) < 1e-9);
  return even
    ? `${short(label)} for the labelled class, ${short(others[0])} for every other class`
    : [label, ...others].map(short).join(", ");
}

function figure(title: string, row: readonly number[], colour: string): string {
  const text = `${title}: ${inWords(row)}`;
  const plot = writePlot(targetBars(text, row, classes, `var(${colour})`), document);
  return `<figure>${plot}<figcaption>${text}</figcaption></figure>`;
}

/** The probabilities at which the loss is smallest; undefined where they depend on a teacher or on nothing but direction. */
function bestPrediction(method: Method, pull: readonly number[]): readonly number[] | undefined {
  if (method.loss.usesTeacher === true) return undefined;
  const { probability, gap } = optimumOf(method, classes.length);
  if (probability === undefined) return undefined;
  return gap === undefined
    ? pull
    : [probability, ...classes.slice(1).map(() => (1 - probability) / (classes.length - 1))];
}

/** The figures of a method with its default parameters and five classes, as HTML on one line. */
export function methodFigures({ name }: MethodDefinition): string {
  const method = parseMethod(name);
  const target = [...method.targets(Int32Array.of(0), classes.length)];
  const best = bestPrediction(method, [...method.effectiveTarget(0, classes.length)]);
  const differs = best?.some((value, k) => Math.abs(value - target[k]) > 1e-9) ?? false;
  const figures = [
    figure("Target", target, "--method"),
    ...(best !== undefined && differs ? [figure("Prediction with the smallest loss", best, "--method-optimum")] : []),
  ];
  return `<div class="method-figures">${figures.join("")}</div>`;
}
