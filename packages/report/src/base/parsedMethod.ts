// Methods by their text, and which of them leave the probabilities of the other classes to the model.
import { methodTable, parseMethod, UsageError, type Method } from "@softlabel/core";

/** The method of a text; undefined for an arm and for the names that other programs give their methods. */
export function parsedMethod(text: string): Method | undefined {
  try {
    return parseMethod(text);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Whether a penalty is among the method's terms. */
export function hasPenalty({ name }: Method): boolean {
  return methodTable.some((row) => row.penalty === true && name.split("+").includes(row.name));
}

/**
 * Whether the loss is smallest at every prediction with enough on the labelled class, as under label relaxation: the model
 * decides the rest.
 */
export function leavesTheRest(method: Method, classes: number): boolean {
  if (method.loss.usesTeacher === true || hasPenalty(method)) return false;
  const given = method.targets(Int32Array.of(0), classes);
  return method.effectiveTarget(0, classes).some((value, k) => value !== given[k]);
}
