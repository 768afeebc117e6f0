// The length of training in words.
import { describe, expect, it } from "vitest";
import { describeLength, scheduleNotes } from "./describeLength.ts";

const twenty = { epochs: 20, schedule: "cosine" };

describe("describeLength", () => {
  it("says epochs or steps, and when training stops early", () => {
    expect(describeLength(twenty)).toBe("20 epochs");
    expect(describeLength({ ...twenty, epochs: 1 })).toBe("1 epoch");
    expect(describeLength({ ...twenty, epochs: 3, steps: 250 })).toBe("250 steps, ending in epoch 3");
    expect(describeLength({ ...twenty, patience: 3 })).toBe(
      "at most 20 epochs, stopping after 3 epochs without a lower validation log loss",
    );
  });
});

describe("scheduleNotes", () => {
  it("warn of a schedule that early stopping cuts off", () => {
    expect(scheduleNotes({ ...twenty, patience: 3 })).toEqual([
      "The cosine schedule spans all 20 epochs: a run that stops early, or keeps an earlier epoch, ends before the schedule does.",
    ]);
    expect(scheduleNotes(twenty)).toEqual([]);
    expect(scheduleNotes({ epochs: 20, schedule: "constant", patience: 3 })).toEqual([]);
  });
});
