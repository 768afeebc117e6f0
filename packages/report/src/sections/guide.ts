// How to read the report, in plain words.
import type { Results } from "@softlabel/experiment/internal";
import { html, type Markup } from "../base/markup.ts";

/** The words of the report and what they mean. */
const words: readonly (readonly [string, string])[] = [
  ["accuracy", "The share of test examples whose likeliest class is the right one. Higher is better."],
  [
    "NLL",
    "Negative log-likelihood, or log loss: how surprised the model is by the true class, on average, in nats. Lower is better; being sure and wrong costs most.",
  ],
  ["Brier", "The squared distance between the probabilities and the truth, from 0 to 2. Lower is better."],
  ["confidence", "The probability of the likeliest class."],
  ["gap", "Mean confidence minus accuracy. Above zero the model claims to know more than it does, below zero less."],
  [
    "ECE",
    "Expected calibration error: how far confidence and accuracy lie apart, on average over 15 bins of confidence. Lower is better.",
  ],
  [
    "noise floor",
    "The ECE that a perfectly calibrated model would stay under in 95 of 100 test sets like this one. An ECE below it is no sign of miscalibration.",
  ],
  [
    "temperature",
    "One number that all logits are divided by, fitted on validation rows or, where an evaluation has none, on other test rows than those it is used for. Above 1 it makes the model more modest, below 1 surer. It changes no prediction and costs next to nothing, so a method should be judged after it, too.",
  ],
  [
    "interval",
    "Made so that it holds the true difference in 95 of 100 experiments like this one, with other seeds and other test examples. Trials of equal seed are compared with each other.",
  ],
];

/** What is said beside them where classes are uneven. */
const unevenWords: typeof words = [
  [
    "balanced accuracy",
    "The mean recall of the classes: the share of each class’s test examples that are found, every class counting alike. Always guessing one class gives 1 divided by the number of classes. Higher is better.",
  ],
];

/** The section that explains. */
export function guideSection({ baseline, data }: Results): Markup {
  return html`<section id="guide">
    <h2>How to read this</h2>
    <p>
      Each method is compared with ${baseline}. <b>Better</b> and <b>worse</b> mean that chance alone would hardly make
      such a difference (p below 0.05, corrected for the number of methods). <b>No difference</b> means that the
      difference is too small to matter. <b>Cannot tell</b>
      means just that: more seeds or more test examples would be needed.
    </p>
    <dl>
      ${[...(data.accuracyMetric === "accuracy" ? [] : unevenWords), ...words].map(
        ([word, meaning]) =>
          html`<div>
            <dt>${word}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
