// Which options on reading each kind of source takes; one that is given for nothing is refused.
import { fail } from "@softlabel/core/internal";

/** Options on how a source is read. */
const names = ["label", "drop", "group", "split", "test", "validation", "size"] as const;

type ReadingOption = (typeof names)[number];

/** The kinds of sources, in words, and the options that each takes. */
const takenBy = {
  "a known data set": [],
  "a folder of idx files": ["test", "validation"],
  "a folder of CIFAR's files": [],
  "a folder of images": ["test", "validation", "size"],
  "a list of images": ["label", "split", "test", "validation", "size"],
  "a table": ["label", "drop", "group", "split", "test", "validation"],
} as const satisfies Readonly<Record<string, readonly ReadingOption[]>>;

/** What a source is, as messages say it. */
type SourceKind = keyof typeof takenBy;

/**
 * Refuses options that would be ignored.
 * @param source the text of the data
 * @throws UsageError that names the option and the kinds of data that take it
 */
export function checkOptionsTaken(
  source: string,
  kind: SourceKind,
  options: Partial<Readonly<Record<ReadingOption, unknown>>>,
): void {
  const taken: readonly ReadingOption[] = takenBy[kind];
  const ignored = names.find((name) => options[name] !== undefined && !taken.includes(name));
  if (ignored === undefined) return;
  const takes = Object.entries(takenBy).filter(([, list]: [string, readonly ReadingOption[]]) =>
    list.includes(ignored),
  );
  const kinds = takes.map(([name]) => name).join(" or ");
  fail(`--${ignored}`, kinds, `${kind}, ${source}`, "leave the option out");
}
