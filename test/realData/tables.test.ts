// The penguins and the diamonds: what is known of them, found by their loading.
import { loadDataset } from "softlabel";
import { describe, expect, it } from "vitest";
import { needs } from "../prerequisites.ts";
import { sharedFile } from "../shared.ts";

const countOf = (labels: Int32Array): number[] =>
  Array.from({ length: Math.max(...labels) + 1 }, (_, k) => labels.filter((label) => label === k).length);

describe("real tables", needs("tables"), () => {
  it("the penguins load with their missing values and texts", async () => {
    const penguins = await loadDataset(sharedFile("data/tables/penguins.csv"), { label: "species" });
    expect(penguins.classes).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    expect([countOf(penguins.train.labels), countOf(penguins.test.labels)]).toEqual([
      [122, 54, 99],
      [30, 14, 25],
    ]);
    expect(penguins.preprocessing?.features).toEqual([
      ...["island = Biscoe", "island = Dream", "island = Torgersen"],
      ...["bill_length_mm", "bill_length_mm is missing", "bill_depth_mm", "bill_depth_mm is missing"],
      ...["flipper_length_mm", "flipper_length_mm is missing", "body_mass_g", "body_mass_g is missing"],
      ...["sex = FEMALE", "sex = MALE", "sex is missing"],
    ]);
    expect(penguins.notes?.[1]).toMatch(/^Missing values: bill_length_mm in 2, .* and sex in 11 rows;/);
  });

  it("the diamonds count as they are known to", async () => {
    const diamonds = await loadDataset(sharedFile("data/tables/diamonds.csv"), { label: "cut" });
    const [train, test] = [countOf(diamonds.train.labels), countOf(diamonds.test.labels)];
    expect(diamonds.classes).toEqual(["Fair", "Good", "Ideal", "Premium", "Very Good"]);
    expect(train.map((count, k) => count + test[k])).toEqual([1610, 4906, 21551, 13791, 12082]);
    expect([diamonds.shape, diamonds.test.count]).toEqual([[22], 10788]);
    expect(diamonds.notes?.join()).toContain("Classes are unbalanced: Ideal has 21,551 rows, Fair has 1,610");
  });
});
