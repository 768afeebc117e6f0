// Fits how a column becomes features, from its values in training rows, one value after another.
import type { ColumnKind } from "./columnKinds.ts";
import type { EncodedColumn } from "../features/preprocessing.ts";
import { refuse } from "../base/refuse.ts";

/** A category with more texts keeps the most frequent; the rest share one feature. */
export const mostCategories = 100;

/** A column and, of a category, all its texts: values are places among them. */
export interface FeatureColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly texts: readonly string[];
}

/** A fit in progress. */
interface ColumnFit {
  /** Takes a value of a training row; NaN where it is missing. */
  add(value: number): void;
  /** How the column becomes features; undefined when it is the same in all training rows. */
  end(): EncodedColumn | undefined;
}

/** Values of which float32 moves a feature by more stay float64. */
const mostRounding = 1e-6;

/** Mean and deviation by Welford's recurrence: `mean += (x - mean) / n`, exact also far from zero, in one pass. */
function fitNumeric(name: string, kind: Exclude<ColumnKind, "category">): ColumnFit {
  let [count, missing, mean, squares, rounding] = [0, 0, 0, 0, 0];
  return {
    add(value) {
      if (Number.isNaN(value)) {
        missing++;
        return;
      }
      const difference = value - mean;
      mean += difference / ++count;
      squares += difference * (value - mean);
      rounding = Math.max(rounding, Math.abs(value - Math.fround(value)));
    },
    end() {
      const deviation = Math.sqrt(squares / count);
      if (deviation === Infinity) refuse(`column ${name}`, "numbers whose squares are finite", `a mean of ${mean}`);
      if (count === 0 || (deviation === 0 && missing === 0)) return undefined;
      const fitted = { name, kind, mean, deviation: deviation || 1, missing: missing > 0 };
      return rounding > mostRounding * fitted.deviation ? { ...fitted, elementType: "float64" } : fitted;
    },
  };
}

/** The places of the most frequent texts, in the order of the texts; the earlier of equals. */
function mostFrequent(counts: Float64Array): number[] {
  const present = [...counts.keys()].filter((place) => counts[place] > 0);
  if (present.length <= mostCategories) return present;
  const ranked = present.sort((a, b) => counts[b] - counts[a] || a - b);
  return ranked.slice(0, mostCategories - 1).sort((a, b) => a - b);
}

function fitCategory(name: string, texts: readonly string[]): ColumnFit {
  const counts = new Float64Array(texts.length);
  let missing = 0;
  return {
    add(value) {
      if (Number.isNaN(value)) missing++;
      else counts[value]++;
    },
    end() {
      const kept = mostFrequent(counts);
      if (kept.length === 0 || (kept.length === 1 && missing === 0)) return undefined;
      const other = counts.reduce((sum, count) => sum + Number(count > 0), 0) > kept.length;
      return { name, kind: "category", categories: kept.map((place) => texts[place]), other, missing: missing > 0 };
    },
  };
}

/** Begins to fit a column. */
export function fitColumn({ name, kind, texts }: FeatureColumn): ColumnFit {
  return kind === "category" ? fitCategory(name, texts) : fitNumeric(name, kind);
}

/** A function from a column's value in the database to what its feature writer takes: its place among the categories. */
export function valueTranslator({ texts }: FeatureColumn, encoded: EncodedColumn): (value: number) => number {
  if (encoded.kind !== "category") return (value) => value;
  const places = new Map(encoded.categories.map((text, place) => [text, place]));
  const translated = Int32Array.from(texts, (text) => places.get(text) ?? -1);
  return (value) => (Number.isNaN(value) ? NaN : translated[value]);
}
