// Live progress: what it says on a terminal and in a log.
import { resolveOptions, trialsOf } from "@softlabel/experiment/internal";
import { describe, expect, it } from "vitest";
import { clock, Progress } from "./progress.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

const [first, second] = trialsOf(resolveOptions({ epochs: 4 }), madeUpSources);

function follow(isTTY: boolean): string {
  let text = "";
  const stream = { isTTY, write: (part: string) => void (text += part) } as unknown as NodeJS.WriteStream;
  const progress = new Progress(stream, 4);
  progress.handle({ kind: "planned", folder: "run", trials: 2, epochsDone: 1, finished: 0 });
  progress.handle({ kind: "progress", trial: first, epoch: 2, step: 5, steps: 10 });
  progress.handle({ kind: "progress", trial: first, epoch: 4, step: 10, steps: 10 });
  progress.handle({ kind: "finished", trial: first });
  progress.handle({ kind: "progress", trial: second, epoch: 1, step: 10, steps: 10 });
  progress.end();
  return text;
}

describe("Progress", () => {
  it("keeps one line up to date on a terminal and leaves it empty", () => {
    const lines = follow(true).split("\r\x1b[K");
    expect(lines[1]).toMatch(/^0 of 2 runs finished, 18 %, \d:\d\d left: hard-s1, epoch 2 of 4$/);
    expect(lines.at(-2)).toMatch(/^1 of 2 runs finished, 62 %, \d:\d\d left: smooth_0.1-s1, epoch 1 of 4$/);
    expect(lines.at(-1)).toBe("");
  });

  it("writes one line per finished run elsewhere", () => {
    expect(follow(false)).toMatch(/^1 of 2 runs finished, 50 %, \d:\d\d left: hard-s1\n$/);
  });
});

describe("clock", () => {
  it.each([
    [0.4, "0:00"],
    [7, "0:07"],
    [750, "12:30"],
    [3723, "1:02:03"],
  ])("writes %d seconds as %s", (seconds, text) => expect(clock(seconds)).toBe(text));
});
