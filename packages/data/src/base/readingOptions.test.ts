// Options on reading data: taken where they mean something, refused elsewhere.
import { describe, expect, it } from "vitest";
import { checkOptionsTaken } from "./readingOptions.ts";

describe("checkOptionsTaken", () => {
  it("lets through what the kind takes, and what was not given", () => {
    expect(() =>
      checkOptionsTaken("a.csv", "a table", { label: "y", drop: ["a"], group: "g", test: 0.3, size: undefined }),
    ).not.toThrow();
    expect(() => checkOptionsTaken("photos", "a folder of images", { test: 0.3, size: 32 })).not.toThrow();
    expect(() => checkOptionsTaken("glyphs", "a known data set", {})).not.toThrow();
  });

  it("names the option and the data that take it", () => {
    expect(() => checkOptionsTaken("photos", "a folder of images", { label: "y" })).toThrow(
      '--label: expected a list of images or a table, got "a folder of images, photos"; leave the option out',
    );
    expect(() => checkOptionsTaken("a.csv", "a table", { size: 64 })).toThrow(
      '--size: expected a folder of images or a list of images, got "a table, a.csv"; leave the option out',
    );
    expect(() => checkOptionsTaken("photos", "a folder of images", { split: "part" })).toThrow(
      '--split: expected a list of images or a table, got "a folder of images, photos"',
    );
    expect(() => checkOptionsTaken("cifar", "a folder of CIFAR's files", { validation: "v.csv" })).toThrow(
      "--validation:",
    );
    expect(() => checkOptionsTaken("mnist", "a known data set", { drop: ["id"] })).toThrow("--drop: expected a table");
  });
});
