// --lr: the learning rate of the optimizer that was named, or of the default one.
import { check, checkName, parseGiven } from "@softlabel/core/internal";
import { optimizerTable, parseOptimizer } from "@softlabel/engine";

/**
 * An optimizer's text with a learning rate that was given apart from it.
 * @param optimizer a valid text, as --optimizer takes it
 * @param isDefault whether nobody asked for that optimizer: then its own learning rate gives way
 * @throws UsageError where the text has a learning rate already
 */
export function withLearningRate(optimizer: string, rate: number, isDefault: boolean): string {
  const [head, rest] = optimizer.split(/:(.*)/s, 2);
  const names = optimizerTable.map(({ name }) => name);
  const name = checkName("--optimizer", "the name", head.trim(), names);
  if (isDefault) return parseOptimizer(`${name}:lr=${rate}`).toString();
  const { lr } = parseGiven(optimizer, rest, optimizerTable[names.indexOf(name)].parameters);
  check(
    lr === undefined,
    "--lr",
    "one learning rate",
    `${rate} beside --optimizer ${optimizer}`,
    "leave one of them out",
  );
  return parseOptimizer([`${name}:lr=${rate}`, ...(rest === undefined ? [] : [rest])].join(",")).toString();
}
