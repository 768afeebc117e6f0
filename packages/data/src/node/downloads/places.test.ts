// Where the cache is on each platform.
import path from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder, namedFolders } from "./places.ts";

const at = (platform: string, environment: Record<string, string> = {}) => ({ platform, environment, home: "home" });

describe("cacheFolder", () => {
  it("is the platform's own", () => {
    expect(cacheFolder(at("linux"))).toBe(path.join("home", ".cache", "softlabel"));
    expect(cacheFolder(at("darwin"))).toBe(path.join("home", "Library", "Caches", "softlabel"));
    expect(cacheFolder(at("win32"))).toBe(path.join("home", "AppData", "Local", "softlabel"));
    expect(cacheFolder(at("win32", { LOCALAPPDATA: "local" }))).toBe(path.join("local", "softlabel"));
  });

  it("is in XDG_CACHE_HOME where that is set", () => {
    expect(cacheFolder(at("linux", { XDG_CACHE_HOME: "cache" }))).toBe(path.join("cache", "softlabel"));
    expect(cacheFolder(at("linux", { XDG_CACHE_HOME: "" }))).toBe(path.join("home", ".cache", "softlabel"));
  });
});

describe("namedFolders", () => {
  it("are the option, then the variable, where given", () => {
    expect(namedFolders("a", at("linux", { SOFTLABEL_DATA: "b" }))).toEqual(["a", "b"]);
    expect(namedFolders(undefined, at("linux", { SOFTLABEL_DATA: "b" }))).toEqual(["b"]);
    expect(namedFolders(undefined, at("linux", { SOFTLABEL_DATA: "" }))).toEqual([]);
  });
});
