// The version of this package, as its records state it.
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Version of the softlabel package. */
export const version: string = manifest.version;
