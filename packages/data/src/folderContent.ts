// Says what lies in a folder, for messages.
import { readdir } from "node:fs/promises";

/** What lies in a folder, as a phrase: "an empty folder", "a.txt, b and 7 more". */
export async function describeContent(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  if (names.length === 0) return "an empty folder";
  const shown = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
