// In which option two sets of options differ: what a refusal to mix records names.

/** An option's value before and now, as JSON; "none" where it was not given. */
export interface Difference {
  readonly name: string;
  readonly expected: string;
  readonly got: unknown;
}

type Options = Readonly<Record<string, unknown>>;

/** The first option, in the order of `before`, that is not the same. */
export function firstDifference(before: Options, now: Options): Difference | undefined {
  const text = (value: unknown): string => JSON.stringify(value) ?? "none";
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const name = names.find((each) => text(before[each]) !== text(now[each]));
  return name === undefined ? undefined : { name, expected: text(before[name]), got: now[name] ?? "none" };
}
