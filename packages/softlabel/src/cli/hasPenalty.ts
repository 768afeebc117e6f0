// Whether a penalty is among a method's terms.
import { methodTable, type Method } from "@softlabel/core";

/** Whether a penalty is among the method's terms. */
export function hasPenalty({ name }: Method): boolean {
  return methodTable.some((row) => row.penalty === true && name.split("+").includes(row.name));
}
