// Columns of scores: found by the ways in which people name them, or named.
import { describe, expect, it } from "vitest";
import { findScoreColumns } from "./scoreColumns.ts";

const labels = ["cat", "dog"];
const find = (columns: string, given?: string[], kind?: "logits" | "probabilities", values = labels) => {
  const found = findScoreColumns("a.csv", columns.split(" "), values, kind, given);
  return [found.columns.join(" "), found.classes.join(" "), found.stated];
};

describe("findScoreColumns", () => {
  it.each([
    ["id prob_cat prob_dog", "prob_cat prob_dog", "cat dog", "probabilities"],
    ["logit.dog logit.cat", "logit.dog logit.cat", "dog cat", "logits"],
    ["p2 p0 p10 p1", "p0 p1 p2 p10", "0 1 2 10", undefined],
    ["P[0] P[1]", "P[0] P[1]", "0 1", undefined],
    ["1 0 2 weight", "0 1 2", "0 1 2", undefined],
    ["cat dog weight", "cat dog", "cat dog", undefined],
    ["prob_0 prob_1 logit_0 logit_1", "logit_0 logit_1", "0 1", "logits"],
    ["pet prob_1", "prob_1", "1", "probabilities"],
    ["pet score", "score", "", undefined],
    ["score_dog", "score_dog", "dog", undefined],
    ["Probability_cat Probability_dog", "Probability_cat Probability_dog", "cat dog", "probabilities"],
  ])("finds in %s", (columns, found, classes, stated) => {
    expect(find(columns)).toEqual([found, classes, stated]);
  });

  it("takes all that stands behind one underscore for the class, as predict writes it", () => {
    const classes = ["crane (bird)", "[a] or (b)", "-1", "_x", "a, b", "new\nline", "prob_y"];
    const columns = classes.map((name) => `prob_${name}`);
    expect(findScoreColumns("a.csv", ["row", "prediction", ...columns], [], undefined).classes).toEqual(classes);
  });

  it("leaves aside what is not of the kind that was said", () => {
    expect(find("prob_0 prob_1 logit_0 logit_1", undefined, "probabilities")[0]).toBe("prob_0 prob_1");
    expect(find("prob_0 prob_1", undefined, "logits")[0]).toBe("prob_0 prob_1");
  });

  it.each([
    [["b", "a"], "b a", "b a"],
    [["net_*"], "net_1 net_2 net_10", "1 2 10"],
    [["a", "net_1*"], "a net_1 net_10", "a  0"],
  ])("takes --columns %j", (given, found, classes) => {
    expect(find("a b net_1 net_10 net_2", given).slice(0, 2)).toEqual([found, classes]);
  });

  it.each([
    ["a b", undefined, /expected one score column per class.* got a, b; name them: --columns/],
    ["a prediction_time", undefined, /expected one score column per class/],
    ["a prob_cat", ["prob_dog"], /--columns to be among its columns prob_cat, a, got "prob_dog"/],
    ["a b", ["c*"], /got "c\*"/],
  ])("refuses %s with %j", (columns, given, message) => {
    expect(() => find(columns, given)).toThrow(message);
  });
});
