// The tables of false claims, coverage and power, and whether they keep their levels.
import { methodCounts, seedCounts, type CellRecord, type Tally } from "./tally.ts";

const percent = (share: number): string => (100 * share).toFixed(1);

/** Two standard errors of a share that is `level`. */
const chance = (level: number, count: number): number => 2 * Math.sqrt((level * (1 - level)) / Math.max(1, count));

/** The most that may be: shares above it are marked. */
interface Limit {
  readonly level: number;
  readonly beyond: (share: number, level: number, room: number) => boolean;
}

interface Table {
  readonly title: string;
  readonly kind: CellRecord["kind"];
  readonly share: (tally: Tally) => readonly [share: number, of: number];
  readonly limit?: Limit;
  readonly methods: readonly number[];
  /** One seed says nothing of methods. */
  readonly fromSeeds?: number;
}

const tables: readonly Table[] = [
  {
    title: "False better or worse in either primary metric, nothing differs (at most 5 %)",
    kind: "none",
    share: ({ claims, experiments }) => [claims / experiments, experiments],
    limit: { level: 0.05, beyond: (share, level, room) => share > level + room },
    methods: methodCounts,
  },
  {
    title: "False “no difference”, accuracy differs by the margin (at most 2.5 %)",
    kind: "margin",
    share: ({ equal, experiments }) => [equal / experiments, experiments],
    limit: { level: 0.025, beyond: (share, level, room) => share > level + room },
    methods: methodCounts,
  },
  {
    title: "Coverage of the 95 % interval (at least 93 %; one seed is about two models, not simulated here)",
    kind: "gain",
    share: ({ covered, intervals }) => [covered / intervals, intervals],
    limit: { level: 0.93, beyond: (share, level, room) => share < level - room },
    methods: [8],
    fromSeeds: 2,
  },
  {
    title: "Power: methods rightly called better in accuracy (0.5, 2 and 3 points at 1, 10 and 40 % errors)",
    kind: "gain",
    share: ({ found, intervals }) => [found / (intervals / 2), intervals / 2],
    methods: methodCounts,
    fromSeeds: 2,
  },
];

/** Prints every table; whether all shares keep their limits. */
export function printTables(records: readonly CellRecord[]): boolean {
  let kept = true;
  for (const { title, kind, share, limit, methods, fromSeeds = 1 } of tables) {
    const columns = methods.flatMap((m) => seedCounts.filter((s) => s >= fromSeeds).map((s) => [m, s] as const));
    console.log(
      `\n${title}\n${"rows  errors  seed sd   n".padEnd(26)}${columns.map(([m, s]) => `M=${m} S=${s}`.padStart(11)).join("")}`,
    );
    for (const record of records.filter((each) => each.kind === kind)) {
      const { rows, errors, seedDeviation, tallies } = record;
      const cells = columns.map(([m, s]) => {
        const [value, count] = share(tallies[`${m}x${s}`]);
        const bad = limit?.beyond(value, limit.level, chance(limit.level, count)) ?? false;
        kept &&= !bad;
        return `${percent(value)}${bad ? "!" : " "}`.padStart(11);
      });
      const name = `${rows}`.padEnd(6) + `${100 * errors} %`.padEnd(8) + `${seedDeviation}`.padEnd(8);
      console.log(`${name}${`${tallies["8x10"].experiments}`.padEnd(4)}${cells.join("")}`);
    }
  }
  console.log(
    kept
      ? "\nAll keep their limits, but for what chance explains."
      : "\nThose marked “!” miss their limit by more than chance explains.",
  );
  return kept;
}
