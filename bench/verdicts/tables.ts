// The tables of false claims, coverage and power, and whether they keep their limits.
import { countOf, type CellRecord } from "./records.ts";
import { tallyOf, type Table } from "./study.ts";

const percent = (share: number): string => (Number.isNaN(share) ? "–" : (100 * share).toFixed(1));

/** Two standard errors of a share that is `level`. */
const chance = (level: number, count: number): number => 2 * Math.sqrt((level * (1 - level)) / Math.max(1, count));

/** Whether a share misses its limit by more than two standard errors. */
function misses({ most = 1, least = 0 }: NonNullable<Table["limit"]>, share: number, count: number): boolean {
  return share > most + chance(most, count) || share < least - chance(least, count);
}

/** "5000, 10 %, 0.1": what tells the cell from the others of its table. */
function nameOf({ cell }: CellRecord): string {
  return Object.entries(cell)
    .filter(([key]) => key !== "kind")
    .map(([key, value]) => (key === "errors" ? `${100 * Number(value)} %` : String(value)))
    .join(", ");
}

/** The worst share of each column over all cells, and the fewest experiments of a cell. */
function worstLine(
  records: readonly CellRecord[],
  { columns, share, limit }: Pick<Table, "columns" | "share" | "limit">,
  width: number,
): string {
  const worst = columns.map((column) => {
    const shares = records.map(({ tallies }) => share(tallyOf(tallies, column))[0]).filter((value) => !Number.isNaN(value));
    return percent(limit?.most === undefined ? Math.min(...shares) : Math.max(...shares));
  });
  const fewest = Math.min(...records.map(countOf));
  return `${"worst".padEnd(22)}${`≥${fewest}`.padEnd(7)}${worst.map((value) => `${value} `.padStart(width)).join("")}`;
} // prettier-ignore

/** Prints one table; whether all shares keep their limits. */
function printTable({ title, kind, columns, share, limit }: Table, records: readonly CellRecord[]): boolean {
  let kept = true;
  const width = Math.max(7, ...columns.map((column) => column.length + 1));
  console.log(`\n${title}\n${"cell".padEnd(22)}${"n".padEnd(7)}${columns.map((column) => column.padStart(width)).join("")}`);
  const own = records.filter((each) => each.cell.kind === kind && countOf(each) > 0);
  for (const record of own) {
    const shares = columns.map((column) => {
      const [value, count] = share(tallyOf(record.tallies, column));
      const bad = limit !== undefined && misses(limit, value, count);
      kept &&= !bad;
      return `${percent(value)}${bad ? "!" : " "}`.padStart(width);
    });
    console.log(`${nameOf(record).padEnd(22)}${String(countOf(record)).padEnd(7)}${shares.join("")}`);
  }
  if (limit !== undefined && own.length > 1) console.log(worstLine(own, { columns, share, limit }, width));
  return kept;
} // prettier-ignore

/** Prints every table; whether all shares keep their limits. */
export function printTables(tables: readonly Table[], records: readonly CellRecord[]): boolean {
  const kept = tables.map((table) => printTable(table, records)).every((each) => each);
  const said = kept ? "All keep their limits, but for what chance explains." : "Those marked “!” miss their limit by more than chance explains."; // prettier-ignore
  console.log(`\n${said}`);
  return kept;
}
