// A backend's operations, put off until their result is asked for: of a loss, only the value or only the gradient.
import type { Ops } from "../losses/ops.ts";

/** A result that is computed when it is first asked for, and once. */
export type Lazy<T> = () => T;

function once<T>(compute: Lazy<T>): Lazy<T> {
  let result: { value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}

/**
 * The same operations, put off. A loss's formula states value and gradient together; run on these, it computes the one that
 * is asked for and what that needs.
 * @param ops the backend's operations; each takes the backend's arrays or plain numbers
 */
export function lazyOps<T>(ops: Ops<T>): Ops<Lazy<T>> {
  type Operation = (...given: (T | number)[]) => T;
  const putOff =
    (operation: Operation) =>
    (...given: (Lazy<T> | number)[]): Lazy<T> =>
      once(() => operation(...given.map((one) => (typeof one === "function" ? one() : one))));
  const operations = Object.entries(ops as unknown as Record<string, Operation>);
  return Object.fromEntries(operations.map(([name, operation]) => [name, putOff(operation)])) as unknown as Ops<
    Lazy<T>
  >;
}
