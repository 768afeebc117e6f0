// Does several pieces of work at a time and gives the results in the order of the pieces.

/**
 * The results of `work` on every item, in order.
 * @param width how many may be under way at a time; further ones wait until results are taken
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    result.catch(() => undefined);
    underWay.push(result);
    if (underWay.length >= width) yield await underWay.shift()!;
  }
  for (const result of underWay) yield await result;
}
