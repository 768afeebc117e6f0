// Which test examples a report shows.
import { describe, expect, it } from "vitest";
import { chooseByAgreement } from "./examples.ts";

describe("chooseByAgreement", () => {
  it("takes the first of each kind: all right, in dispute, all wrong", () => {
    const first = Uint8Array.of(1, 1, 1, 0, 1, 0, 0, 0, 0);
    const second = Uint8Array.of(1, 1, 1, 0, 0, 1, 1, 1, 0);
    expect(chooseByAgreement([first, second])).toEqual([
      { index: 0, reason: "every model is right" },
      { index: 1, reason: "every model is right" },
      { index: 4, reason: "the models disagree" },
      { index: 5, reason: "the models disagree" },
      { index: 6, reason: "the models disagree" },
      { index: 3, reason: "every model is wrong" },
      { index: 8, reason: "every model is wrong" },
    ]);
  });

  it("shows less where there is less", () => {
    expect(chooseByAgreement([Uint8Array.of(1)])).toEqual([{ index: 0, reason: "every model is right" }]);
    expect(chooseByAgreement([new Uint8Array(0)])).toEqual([]);
  });
});
