// Numbers the distinct values of a column, as a type of the database that is named for the column.
import { identifier, type Database } from "./database.ts";

const typeName = (name: string): string => identifier(`values of ${name}`);

/** Numbers the values of a column of the table `source` in their order; gives them as texts. */
export async function numberTexts(database: Database, name: string): Promise<string[]> {
  const column = identifier(name);
  const texts = `select cast(${column} as varchar) from source where ${column} is not null group by ${column} order by ${column}`;
  await database.run(`create type ${typeName(name)} as enum (${texts})`);
  const rows = await database.texts(`select cast(unnest(enum_range(null::${typeName(name)})) as varchar)`);
  return rows.map(([text]) => String(text));
}

/** SQL for the number of a value of a column as double, NULL where it is missing; `numberTexts` comes first. */
export function numberSql(name: string): string {
  return `cast(enum_code(cast(cast(${identifier(name)} as varchar) as ${typeName(name)})) as double)`;
}
