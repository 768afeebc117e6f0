// Says what is in a folder, for messages.
import { readdir } from "node:fs/promises";
import { firstOf } from "@softlabel/core/internal";

/** What is in a folder, as a phrase: "an empty folder", "a.txt, b and 7 more". */
export async function describeContent(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  return names.length === 0 ? "an empty folder" : firstOf(names, 4);
}
