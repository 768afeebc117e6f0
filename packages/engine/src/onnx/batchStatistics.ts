// What running statistics follow in a graph for training: of each, the batch's own value, of all uses of its layer together.
import type { GraphBuilder } from "./builder.ts";
import type { BatchStatistic, BatchUse } from "./layers.ts";

/**
 * The step that several uses of a layer, each a step of its own after the one before, are together, and the share of each: with
 * steps r += mᵢ (bᵢ - r) it is r += m (Σ sᵢ bᵢ - r), where m = 1 - Π (1 - mᵢ) and sᵢ = mᵢ Πⱼ﹥ᵢ (1 - mⱼ) / m.
 */
function inSequence(momenta: readonly number[]): { momentum: number; shares: readonly number[] } {
  const kept = (from: number): number => momenta.slice(from).reduce((product, m) => product * (1 - m), 1);
  const momentum = 1 - kept(0);
  const shares = momenta.map((m, i) => (momentum === 0 ? 0 : (m * kept(i + 1)) / momentum));
  return { momentum, shares };
}

/** Adds what a share of a batch's value comes to, under a name of its own or under `output`. */
function addShare(builder: GraphBuilder, { value, factor }: BatchUse, share: number, output?: string): string {
  if (factor * share === 1) return builder.node("Identity", [value], {}, output);
  return builder.node("Mul", [value, builder.scalar(factor * share, builder.type(value).elementType)], {}, output);
}

/** Adds `batch(<name>)` for each statistic that was recorded. */
export function addFollowed(builder: GraphBuilder, batches: readonly BatchUse[]): readonly BatchStatistic[] {
  return [...new Set(batches.map(({ name }) => name))].map((name) => {
    const uses = batches.filter((use) => use.name === name);
    const output = `batch(${name})`;
    if (uses.length === 1) {
      addShare(builder, uses[0], 1, output);
      return { name, momentum: uses[0].momentum };
    }
    const { momentum, shares } = inSequence(uses.map((use) => use.momentum));
    const parts = uses.map((use, i) => addShare(builder, use, shares[i]));
    builder.node("Sum", parts, {}, output);
    return { name, momentum };
  });
}
