// Hints for flags of other programs.
import { describe, expect, it } from "vitest";
import { withFlagHint } from "./flagHints.ts";
import { createProgram } from "./program.ts";

/** The long flags of a sub-command, without dashes. */
function flagsOf(name: string): string[] {
  const command = createProgram().commands.find((each) => each.name() === name)!;
  return command.options.flatMap(({ long }) => long?.slice(2) ?? []);
}

describe("withFlagHint", () => {
  it.each([
    ["compare", "label-smoothing", "(Write --methods smooth:0.1.)"],
    ["compare", "label_smoothing", "(Write --methods smooth:0.1.)"],
    ["train", "smoothing", "(Write --method smooth:0.1.)"],
    ["compare", "learning-rate", "(Did you mean --lr?)"],
    ["compare", "opt", "(Did you mean --optimizer?)"],
    ["compare", "batch_size", "(Did you mean --batch-size?)"],
    ["compare", "bs", "(Did you mean --batch-size?)"],
    ["compare", "arch", "(Did you mean --model?)"],
    ["compare", "num-epochs", "(Did you mean --epochs?)"],
    ["compare", "epoch", "(Did you mean --epochs?)"],
    ["compare", "output-dir", "(Did you mean --out?)"],
    ["compare", "dataset", "(Give the data after the command: softlabel compare DATA.)"],
    ["compare", "num-classes", "(The number of classes is taken from the data.)"],
  ])("tells %s, given --%s, %s", (command, flag, hint) => {
    const message = `error: unknown option '--${flag}'`;
    expect(withFlagHint(`${message}\n`, flagsOf(command))).toBe(`${message}\n${hint}\n`);
  });

  it("leaves alone what is like nothing, and other messages", () => {
    for (const message of ["error: unknown option '--frobnicate'\n", "error: missing required argument 'folder'\n"])
      expect(withFlagHint(message, flagsOf("compare"))).toBe(message);
  });
});
