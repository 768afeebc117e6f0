// Replications of Müller et al. (2019) find that small networks, calibrated with hard labels, show an ECE of about α under smoothing.
import { loadDataset } from "softlabel";
import { describe, it } from "vitest";
import { expectRule } from "./replicationRule.ts";

describe("the ECE of small networks is about α", { timeout: 240_000 }, () => {
  // Ten classes of which a small network tells 98 %, as of MNIST's digits.
  it("on ten clouds of points", async () => {
    const text = "blobs:classes=10,dimensions=20,clusters=1,separation=1.2,train=4000,test=4000";
    const recipe = { model: "mlp:64", optimizer: "adam:lr=0.003", epochs: 10 };
    await expectRule(await loadDataset(text), recipe, 0.97);
  });
});
