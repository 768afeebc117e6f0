// Error messages show the value that was wrong.
import { describe, expect, it } from "vitest";
import { errorMessages } from "./errorMessages.ts";
import { packageSources } from "./sourceFiles.ts";

const requiredShare = 0.95;

describe("error messages", () => {
  it(`show a value in at least ${requiredShare * 100} % of the places that word one`, () => {
    const sources = packageSources.filter((file) => !file.includes("/assembly/"));
    const messages = sources.flatMap((file) => errorMessages(file).map((message) => ({ file, ...message })));
    const fixed = messages.filter(({ printsValue }) => !printsValue);
    const share = 1 - fixed.length / messages.length;
    const places = fixed.map(({ file, line, text }) => `${file}:${line}: ${text}`).join("\n");
    expect(share, `of ${messages.length} messages, these show no value:\n${places}`).toBeGreaterThanOrEqual(
      requiredShare,
    );
  });

  it.each([
    ["throw new Error(`found ${count}`);", true],
    ["throw new Error(describe(count));", true],
    ['throw new Error("bad");', false],
    ['throw new Error("very " + "bad", { cause: error });', false],
    ["throw new NonFiniteLossError({ epoch, loss });", true],
    ['fail("loss", "a number", value);', true],
    ['fail("loss", `a number for ${name}`, "none");', true],
    ['fail(who, "a number", "something");', false],
    ['check(value > 0, "loss", "a positive number", value, "raise it");', true],
    ['check(value > 0, "loss", "a positive number");', false],
  ])("%s: %s", (text, printsValue) => {
    expect(errorMessages("a.ts", text).map((message) => message.printsValue)).toEqual([printsValue]);
  });

  it("are not worded by passing an error on", () => {
    expect(errorMessages("a.ts", "throw error;")).toEqual([]);
  });
});
