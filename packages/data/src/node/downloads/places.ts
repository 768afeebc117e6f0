// Where data sets are looked for: the folders the user names, then the cache folder.
import { homedir } from "node:os";
import path from "node:path";

/** The parts of a process that decide where its cache is. */
interface Surroundings {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const here: Surroundings = { platform: process.platform, environment: process.env, home: homedir() };

/** Caches by platform; all others follow the XDG base directory specification. */
const platformCaches: Readonly<Record<string, (surroundings: Surroundings) => string>> = {
  darwin: ({ home }) => path.join(home, "Library", "Caches"),
  win32: ({ environment, home }) => environment.LOCALAPPDATA ?? path.join(home, "AppData", "Local"),
};

/** The folder for downloads: `$XDG_CACHE_HOME/softlabel`, or else the platform's own, `~/.cache/softlabel` on Linux. */
export function cacheFolder(surroundings: Surroundings = here): string {
  const { platform, environment, home } = surroundings;
  const usual = platformCaches[platform]?.(surroundings) ?? path.join(home, ".cache");
  return path.join(environment.XDG_CACHE_HOME || usual, "softlabel");
}

/** The folders that the user names, in the order in which they are searched: `--data-dir`, then `$SOFTLABEL_DATA`. */
export function namedFolders(dataDirectory: string | undefined, surroundings: Surroundings = here): string[] {
  return [dataDirectory, surroundings.environment.SOFTLABEL_DATA].filter(
    (folder) => folder !== undefined && folder !== "",
  ) as string[];
}
