// The inputs that a model may have: columns of a table, rows of numbers, or images.
import type { ElementType } from "@softlabel/engine";
import type { EncodedColumn } from "@softlabel/data";
import type { EncoderMaker } from "../encode/encoder.ts";

/** A column of a table that a model takes. */
export interface InputColumn {
  readonly name: string;
  /** Texts are categories that the model does not list. */
  readonly kind: EncodedColumn["kind"] | "text";
  /** Of a category: the texts that the model knows. */
  readonly categories?: readonly string[] | undefined;
  /** How other texts are treated, and missing values that training did not have; undefined if only the model knows. */
  readonly unseen?: string | undefined;
  readonly missing?: string | undefined;
  /** Whether every row needs a value, and whether that is a whole number. */
  readonly required?: boolean;
  readonly whole?: boolean;
}

/** Columns of a table, by name. */
export interface ColumnsInput {
  readonly kind: "columns";
  readonly columns: readonly InputColumn[];
  /** The column that training took for the label. */
  readonly label?: string;
  /** Columns that training left out: not reported if they are in the data. */
  readonly dropped: readonly string[];
  /** Values per row that are handed to the model. */
  readonly width: number;
  readonly encoder: EncoderMaker;
}

/** Rows of numbers without names, [N, width]. */
export interface NumbersInput {
  readonly kind: "numbers";
  readonly name: string;
  readonly elementType: ElementType;
  readonly width: number;
}

/** Images, or anything else with two or three dimensions. */
export interface ImageInput {
  readonly kind: "image";
  readonly name: string;
  readonly elementType: "uint8" | "float32";
  /** Of one example; undefined for a dimension that may have any size. */
  readonly shape: readonly (number | undefined)[];
}

/** The input of a model. */
export type ModelInput = ColumnsInput | NumbersInput | ImageInput;
