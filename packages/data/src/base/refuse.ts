// Words an error about a file or a place, whose findings are phrases rather than values.
import { UsageError } from "@softlabel/core";

/** Throws *who: expected what, got what; what to do*; unlike core's `fail`, `got` is a phrase and is not quoted. */
export function refuse(who: string, expected: string, got: string, remedy?: string): never {
  throw new UsageError(`${who}: expected ${expected}, got ${got}${remedy === undefined ? "" : `; ${remedy}`}`);
}
