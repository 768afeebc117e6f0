// Residual networks: torchvision's layout, names and first values, and its gradients.
import { createHash } from "node:crypto";
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { sizeOf } from "../onnx/graph.ts";
import { createModel } from "./createModel.ts";
import type { InputSpec, Parameter } from "./model.ts";
import { createResidual } from "./residual.ts";

const photos: InputSpec = { shape: [3, 224, 224], elementType: "uint8", scale: 2 / 255, shift: -1, classes: 1000 };

describe("residual networks", () => {
  it.each([
    ["resnet18", 62, 40, 11_689_512],
    ["resnet50", 161, 106, 25_557_032],
  ])("%s has torchvision's arrays", (name, parameters, statistics, values) => {
    const model = createModel(name, photos, createRandom(1));
    expect(model.parameters.length).toBe(parameters);
    expect(model.statistics?.length).toBe(statistics);
    expect(model.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(values);
  });

  it.each([
    ["resnet18", "f96550b70c9ec023"],
    ["resnet50", "0ce40d5367d1336d"],
  ])("%s names and shapes them as torchvision does, in its order", (name, digest) => {
    const { parameters, statistics } = createModel(name, photos, createRandom(1));
    const described = (arrays: readonly Parameter[]) =>
      arrays.map((array) => `${array.name} [${array.shape.join(", ")}]`).join("\n");
    // In PyTorch: "{name} {list(shape)}" of named_parameters(), a line "--", and of named_buffers() but num_batches_tracked.
    const list = `${described(parameters)}\n--\n${described(statistics!)}\n`;
    expect(list).toContain("layer4.0.downsample.1.bias");
    expect(createHash("sha256").update(list).digest("hex").slice(0, 16), list).toBe(digest);
  });

  it("draws convolutions from N(0, 2 / (channels · area)) and begins batch normalisation at 1 and 0", () => {
    const { parameters } = createModel("resnet18", photos, createRandom(2));
    const { values } = parameters.find(({ name }) => name === "layer4.1.conv2.weight")!;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance).toBeCloseTo(2 / (512 * 9), 6);
    expect(new Set(parameters[1].values)).toEqual(new Set([1]));
    expect(new Set(parameters[2].values)).toEqual(new Set([0]));
  });

  it("quarters large images at the stem and keeps small ones", () => {
    const layout = { block: "basic", stages: [1], width: 4 } as const;
    const sides = [32, 64].map((side) => {
      const model = createResidual("small", layout, { ...photos, shape: [3, side, side] }, createRandom(1));
      const { types } = model.graph(2);
      return [model.parameters[0].shape, types.get("layer1.0.bn2.output")?.shape];
    });
    expect(sides).toEqual([
      [
        [4, 3, 3, 3],
        [2, 4, 32, 32],
      ],
      [
        [4, 3, 7, 7],
        [2, 4, 16, 16],
      ],
    ]);
  });
});
