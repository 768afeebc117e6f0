// Which size and channels images get.
import { describe, expect, it } from "vitest";
import { chooseFormat, sampleHeaders } from "./imageFormat.ts";

const header = (width: number, height: number, grey = false) => ({ width, height, grey });

describe("chooseFormat", () => {
  it.each([
    ["the common size", [header(40, 30), header(40, 30)], undefined, { width: 40, height: 30, channels: 3 }],
    ["grey if all are", [header(8, 8, true), header(8, 8, true)], undefined, { width: 8, height: 8, channels: 1 }],
    ["colour if one is", [header(8, 8, true), header(8, 8)], undefined, { width: 8, height: 8, channels: 3 }],
    ["the size asked for", [header(40, 30), header(9, 9)], 16, { width: 16, height: 16, channels: 3 }],
    ["a usual size without headers", [], undefined, { width: 64, height: 64, channels: 3 }],
  ] as const)("takes %s", (_, headers, size, format) => {
    expect(chooseFormat(headers, size)).toEqual({ format });
  });

  it.each([
    [[header(40, 30), header(30, 40)], "The images differ in size: they are scaled and cropped to 64 × 64; --size"],
    [[header(640, 480), header(640, 480)], "The images have 640 × 480 pixels: they are scaled and cropped to 64 × 64"],
  ])("says what it does to %j", (headers, sentence) => {
    const { format, note } = chooseFormat(headers, undefined);
    expect(format).toEqual({ width: 64, height: 64, channels: 3 });
    expect(note).toContain(sentence);
  });
});

describe("sampleHeaders", () => {
  it("passes over files that cannot be read", async () => {
    expect(await sampleHeaders([{ file: "nowhere.png", label: 0 }])).toEqual([]);
    expect(await sampleHeaders([])).toEqual([]);
  });
});
