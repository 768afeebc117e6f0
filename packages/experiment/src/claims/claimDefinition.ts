// A claim of the literature as data: what it says, what it is judged by, and what it expects of each number.
import type { Evidence } from "./evidence.ts";
import type { ExtraKind } from "./extraTable.ts";
import type { Measure } from "./measure.ts";
import type { Expectation } from "./outcome.ts";

/** How a number and a difference of two are written. */
export interface Unit {
  readonly scale: number;
  readonly digits: number;
  readonly ofValue: string;
  readonly ofDifference: string;
}

/** One number of a claim. */
export interface ClaimPart {
  /** Its key among what was measured. */
  readonly key: string;
  /** In words, for "… is 0.91, with hard 0.84". */
  readonly quantity: string;
  readonly unit: Unit;
  /** The number of a method; nothing where the records do not have it. */
  readonly measure: (evidence: Evidence, method: string) => Measure | undefined;
  /** Absent where the number is only told. */
  readonly expects?: Expectation | undefined;
}

/** A row of the table of claims. */
export interface ClaimDefinition {
  /** As `--claims` takes it. */
  readonly id: string;
  readonly claim: string;
  readonly source: string;
  /** What the paper reports, with its numbers where it has some. */
  readonly reported: string;
  /** The extra experiments it needs. */
  readonly extra?: ExtraKind;
  readonly parts: readonly ClaimPart[];
  /** What a reader has to know beside the numbers. */
  readonly remark?: (evidence: Evidence, method: string) => string | undefined;
}

/** A share, in per cent; differences are in points. */
export const share: Unit = { scale: 100, digits: 1, ofValue: " %", ofDifference: " points" };

/** A log loss. */
export const nats: Unit = { scale: 1, digits: 3, ofValue: " nats", ofDifference: " nats" };

/** A number without unit. */
export const plain: Unit = { scale: 1, digits: 3, ofValue: "", ofDifference: "" };
