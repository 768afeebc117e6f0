// What a formulation is: another way to compute a node, and the nodes for which it is taken.
import type { Parts } from "../decompositions/parts.ts";

/** Another way to compute nodes of an operation. */
export interface Formulation {
  readonly operation: string;
  /** Whether it is taken for this node. */
  readonly suits: (parts: Parts) => boolean;
  /** Adds the nodes that compute the results. */
  readonly write: (parts: Parts) => void;
}
