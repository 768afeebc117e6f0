// The format of records.
import { fail } from "@softlabel/core/internal";
import { version } from "./version.ts";

/** Raised when earlier records can no longer be read, or the same options would give other numbers. */
export const recordFormat = 3;

/** The format and version in a record. */
interface Dated {
  readonly format?: unknown;
  readonly softlabel?: unknown;
}

/**
 * Refuses records of another format, before anything is read or added.
 * @param place of the records, for the message
 */
export function checkFormat(place: string, { format, softlabel }: Dated): void {
  if (format === recordFormat) return;
  const newer = typeof format === "number" && format > recordFormat;
  const by = typeof softlabel === "string" ? `softlabel ${softlabel}` : "another version of softlabel";
  const got = `format ${typeof format === "number" ? format : "1 or 2"}, written by ${by}`;
  const remedy = newer ? "update softlabel" : "run it again in another folder, or use that version";
  fail(place, `records of format ${recordFormat}, which softlabel ${version} reads`, got, remedy);
}
