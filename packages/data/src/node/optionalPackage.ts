// Packages that only some data need, and that are not installed along with this one.
import { fail } from "@softlabel/core/internal";

/** What an optional package is for. */
const purposes = { "@duckdb/node-api": "DuckDB, which reads tables", sharp: "sharp, which decodes images" } as const;

/**
 * What an import of an optional package gives.
 * @throws UsageError where it is not installed; the message says how to install it
 */
export async function optionalPackage<Module>(
  name: keyof typeof purposes,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing || !(error as Error).message.includes(`'${name}'`)) throw error;
    return fail("@softlabel/data/node", purposes[name], "none that is installed", `run npm install ${name}`);
  }
}
