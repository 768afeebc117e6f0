// Counts values of a table's column that the model did not see in training, or cannot take, and says so.
import { counted } from "@softlabel/core/internal";
import { type ChunkColumn, type Database, identifier } from "@softlabel/data/internal";

import type { InputColumn } from "../model/inputKinds.ts";
import type { Finding } from "./rowBlock.ts";
import { badSql, textSql, unseenSql, type DataColumn } from "./valueSql.ts";

const show = (text: string | null): string =>
  JSON.stringify((text ?? "").length > 40 ? `${text!.slice(0, 37)}...` : text);

/** Values that are named in a sentence. */
const mostShown = 3;

/** What a column's values should be, in words. */
const kindWords = { number: "number", boolean: "true or false", date: "date", category: "text", text: "text" } as const;

/** One column's counts. */
export class ColumnCounts {
  readonly #column: InputColumn;
  #bad = 0;
  #missing = 0;
  #unseen = 0;

  constructor(column: InputColumn) {
    this.#column = column;
  }

  /**
   * Counts the values of a chunk.
   * @param bad where a 1 is set for each row that has none which the model can take, from `at` on
   */
  add(values: ChunkColumn, rows: number, bad: Uint8Array, at: number): void {
    const isCategory = this.#column.kind === "category";
    for (let row = 0; row < rows; row++) {
      const value = values[row];
      if (value === Infinity) {
        this.#bad++;
        bad[at + row] = 1;
      } else if (value === null || Number.isNaN(value)) this.#missing++;
      else if (isCategory && value === -1) this.#unseen++;
    }
  }

  /** What was counted, in sentences; values are looked up in the view `source`. */
  async findings(database: Database, text: string, data: DataColumn): Promise<Finding[]> {
    const findings: Finding[] = [];
    if (this.#unseen > 0) findings.push(await this.#describeUnseen(database));
    if (this.#missing > 0 && this.#column.missing !== undefined) findings.push(this.#describeMissing());
    if (this.#bad > 0) findings.push(await this.#describeBad(database, text, data));
    return findings;
  }

  async #describeUnseen(database: Database): Promise<Finding> {
    const { name, unseen = "the model decides what they count as" } = this.#column;
    const value = textSql(name);
    const rows = await database.texts(
      `select ${value}, cast(count(*) as varchar) from source where ${unseenSql(this.#column)} group by 1 order by count(*) desc, 1 limit ${mostShown + 1}`,
    );
    const shown = rows
      .slice(0, mostShown)
      .map(([each, times]) => `${show(each)} in ${Number(times).toLocaleString("en")}`);
    const listed = `${shown.join(", ")}${rows.length > mostShown ? ", …" : ""}`;
    const sentence = `Column ${name}: categories unknown to the model in ${counted(this.#unseen, "row")} (${listed}); ${unseen}.`;
    return {
      kind: "unseen category",
      column: name,
      rows: this.#unseen,
      examples: rows.map(([each]) => String(each)),
      sentence,
    };
  }

  #describeMissing(): Finding {
    const { name, missing = "" } = this.#column;
    const sentence = `Column ${name}: no value in ${counted(this.#missing, "row")}; ${missing}.`;
    return { kind: "missing value", column: name, rows: this.#missing, examples: [], sentence };
  }

  async #describeBad(database: Database, text: string, data: DataColumn): Promise<Finding> {
    const { name, kind, required, whole } = this.#column;
    const wrong = badSql(text, this.#column, data) + (required === true ? ` or ${identifier(name)} is null` : "");
    const rows = await database.texts(
      `select cast(number as varchar), value from (select row_number() over () as number, ${textSql(name)} as value, ${wrong} as wrong from source) where wrong order by number limit ${mostShown}`,
    );
    const listed = rows.map(([row, value]) => `${value === null ? "none" : show(value)} in row ${row}`);
    const more = this.#bad > listed.length ? ", …" : "";
    const what =
      kind === "boolean" ? "neither true nor false" : `no ${whole === true ? "whole " : ""}${kindWords[kind]}`;
    const sentence = `Column ${name}: ${what} in ${counted(this.#bad, "row")} (${listed.join(", ")}${more}); no prediction there.`;
    return {
      kind: "bad value",
      column: name,
      rows: this.#bad,
      examples: rows.map(([, value]) => String(value)),
      sentence,
    };
  }
}
