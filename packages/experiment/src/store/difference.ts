// The first difference between two sets of options, for refusing to mix records.

/** The values of an option before and now, as JSON; "none" if it was not given. */
interface Difference {
  readonly name: string;
  readonly expected: string;
  readonly got: unknown;
}

type Options = Readonly<Record<string, unknown>>;

/** The first option that differs, in the order of `before`. */
export function firstDifference(before: Options, now: Options): Difference | undefined {
  const text = (value: unknown): string => JSON.stringify(value) ?? "none";
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const name = names.find((each) => text(before[each]) !== text(now[each]));
  return name === undefined ? undefined : { name, expected: text(before[name]), got: now[name] ?? "none" };
}
