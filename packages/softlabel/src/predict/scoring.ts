// Scores predictions by the labels that the data has.
import { counted } from "@softlabel/core/internal";
import { createEvaluator, type Evaluator } from "@softlabel/core";
import { testScores, type TestScores } from "@softlabel/experiment/internal";
import type { PredictedBlock } from "./output/outputColumns.ts";
import type { Finding } from "./rows/rowBlock.ts";

/** Scores, and how many rows they are of. */
export interface PredictionScores extends TestScores {
  readonly rows: number;
}

/** Labels that are named in a sentence. */
const mostShown = 5;

/** Scores block by block. */
export class Scoring {
  readonly #classes: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #evaluator: Evaluator;
  readonly #unknown = new Map<string, number>();
  #unlabelled = 0;

  constructor(classes: readonly string[]) {
    this.#classes = classes;
    this.#places = new Map(classes.map((name, k) => [name, k]));
    this.#evaluator = createEvaluator({ classes: classes.length });
  }

  /** Adds the rows of a block that have a label and a prediction. */
  add({ block, predicted, logits }: PredictedBlock): void {
    const { labels = [] } = block;
    const count = this.#classes.length;
    const known = Int32Array.from(labels, (label) => this.#placeOf(label));
    const rows = Array.from(known.keys()).filter((row) => known[row] >= 0 && predicted[row] >= 0);
    if (rows.length === 0) return;
    if (rows.length === known.length) {
      this.#evaluator.add(logits, known);
      return;
    }
    const own = new Float64Array(rows.length * count);
    rows.forEach((row, i) => own.set(logits.subarray(row * count, (row + 1) * count), i * count));
    this.#evaluator.add(
      own,
      Int32Array.from(rows, (row) => known[row]),
    );
  }

  /** The class of a label, also where a number is written otherwise ("1.0"); -1 where it is none. */
  #placeOf(label: string | null): number {
    if (label === null || label === "") {
      this.#unlabelled++;
      return -1;
    }
    const place = this.#places.get(label) ?? this.#places.get(String(Number(label)));
    if (place !== undefined) return place;
    this.#unknown.set(label, (this.#unknown.get(label) ?? 0) + 1);
    return -1;
  }

  /** Null where no row could be scored. */
  scores(): PredictionScores | null {
    if (this.#evaluator.examples === 0) return null;
    return { rows: this.#evaluator.examples, ...testScores(this.#evaluator) };
  }

  /** Labels that are missing or no class, in sentences. */
  findings(noun: string): Finding[] {
    const unknown = [...this.#unknown].sort(([, a], [, b]) => b - a);
    const rows = unknown.reduce((sum, [, times]) => sum + times, 0);
    const examples = unknown.slice(0, mostShown).map(([label]) => label);
    const listed = unknown
      .slice(0, mostShown)
      .map(([label, times]) => `${JSON.stringify(label)} in ${times.toLocaleString("en")}`);
    const more = unknown.length > mostShown ? ", …" : "";
    const strange = `Unknown labels, which are not scored: ${counted(rows, noun)} (${listed.join(", ")}${more}).`;
    const none = `${counted(this.#unlabelled, noun)} without a label ${this.#unlabelled === 1 ? "is" : "are"} not scored.`;
    return [
      ...(rows === 0 ? [] : [{ kind: "unknown label", rows, examples, sentence: strange }]),
      ...(this.#unlabelled === 0
        ? []
        : [{ kind: "missing label", rows: this.#unlabelled, examples: [], sentence: none }]),
    ];
  }
}
