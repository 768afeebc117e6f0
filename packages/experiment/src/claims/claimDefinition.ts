// A claim of the literature as data: its text, its measures, and the expected difference of each.
import type { Evidence } from "./evidence.ts";
import type { ExtraKind } from "./extraTable.ts";
import type { Measure } from "./measure.ts";
import type { Expectation } from "./outcome.ts";

/** How numbers and differences are written. */
interface Unit {
  readonly scale: number;
  readonly digits: number;
  /** Follows a value: " %". */
  readonly ofValue: string;
  /** Of differences: "points". */
  readonly difference: string;
}

/** One measure of a claim. */
export interface ClaimPart {
  /** Its key in `measured`. */
  readonly key: string;
  /** In words, for "… is 0.91, with hard 0.84". */
  readonly quantity: string;
  readonly unit: Unit;
  /** Measures a method; undefined if the records lack it. */
  readonly measure: (evidence: Evidence, method: string) => Measure | undefined;
  /** Undefined if the number is only reported. */
  readonly expects?: Expectation | undefined;
}

/** A claim. */
export interface ClaimDefinition {
  /** Its name for `--claims`. */
  readonly id: string;
  readonly claim: string;
  readonly source: string;
  /** What the paper reports, with its numbers if it has any. */
  readonly reported: string;
  /** The additional experiments that it needs. */
  readonly extra?: ExtraKind;
  readonly parts: readonly ClaimPart[];
  /** A remark for the reader. */
  readonly remark?: (evidence: Evidence, method: string) => string | undefined;
}

/** A share, in per cent; differences are in points. */
export const share: Unit = { scale: 100, digits: 1, ofValue: " %", difference: "points" };

/** A log loss. */
export const nats: Unit = { scale: 1, digits: 3, ofValue: " nats", difference: "nats" };

/** A number without unit. */
export const plain: Unit = { scale: 1, digits: 3, ofValue: "", difference: "" };
