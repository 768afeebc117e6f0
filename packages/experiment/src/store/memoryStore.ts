// Records in memory: for a page, and for tests.
import type { RecordStore } from "./recordStore.ts";

/**
 * A store in memory.
 * @param files the bytes of files by their whole path; the store reads and changes this map
 * @param place the folder as messages name it
 */
export function memoryStore(files = new Map<string, Uint8Array>(), place = "memory"): RecordStore {
  const whole = (path: string): string => (path === "" ? place : `${place}/${path}`);
  const write = (path: string, content: string | Uint8Array): void => {
    files.set(whole(path), typeof content === "string" ? new TextEncoder().encode(content) : content.slice());
  };
  return {
    place,
    read: (path) => files.get(whole(path))?.slice(),
    write,
    append: (path, text) => write(path, `${new TextDecoder().decode(files.get(whole(path)))}${text}`),
    remove: (path) => void files.delete(whole(path)),
    names(path) {
      const inside = [...files.keys()].filter((file) => file.startsWith(`${whole(path)}/`));
      return [...new Set(inside.map((file) => file.slice(whole(path).length + 1).split("/")[0]))];
    },
    folder: (path) => memoryStore(files, whole(path)),
  };
}
