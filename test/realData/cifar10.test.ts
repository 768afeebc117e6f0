// The 6,000 photos of CIFAR-10: folders of JPEGs, in parts.
import { loadDataset } from "softlabel";
import { describe, expect, it } from "vitest";
import { needs } from "../prerequisites.ts";
import { sharedFile } from "../shared.ts";

describe("photos of CIFAR-10", needs("cifar10"), () => {
  it("load in their parts", async () => {
    const data = await loadDataset(sharedFile("data/cifar10-folders"));
    expect([data.train.count, data.test.count, data.shape, data.notes]).toEqual([5000, 1000, [3, 32, 32], []]);
    expect(data.classes.slice(0, 3)).toEqual(["airplane", "automobile", "bird"]);
    for (let k = 0; k < 10; k++) expect(data.train.labels.filter((label) => label === k).length).toBe(500);
  });
});
