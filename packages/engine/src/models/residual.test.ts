// Residual networks: torchvision's layout, names and first values, and its gradients.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { sizeOf } from "../onnx/index.ts";
import { createModel } from "./createModel.ts";
import type { InputSpec } from "./model.ts";
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

  it("names them as torchvision does, in its order", () => {
    const { parameters, statistics } = createModel("resnet50", photos, createRandom(1));
    const described = parameters.map(({ name, shape }) => `${name} ${shape.join("x")}`);
    expect(described.slice(0, 15)).toEqual([
      "conv1.weight 64x3x7x7",
      "bn1.weight 64",
      "bn1.bias 64",
      "layer1.0.conv1.weight 64x64x1x1",
      "layer1.0.bn1.weight 64",
      "layer1.0.bn1.bias 64",
      "layer1.0.conv2.weight 64x64x3x3",
      "layer1.0.bn2.weight 64",
      "layer1.0.bn2.bias 64",
      "layer1.0.conv3.weight 256x64x1x1",
      "layer1.0.bn3.weight 256",
      "layer1.0.bn3.bias 256",
      "layer1.0.downsample.0.weight 256x64x1x1",
      "layer1.0.downsample.1.weight 256",
      "layer1.0.downsample.1.bias 256",
    ]);
    expect(described.slice(-2)).toEqual(["fc.weight 1000x2048", "fc.bias 1000"]);
    expect(statistics?.slice(0, 2).map(({ name }) => name)).toEqual(["bn1.running_mean", "bn1.running_var"]);
    expect(described).toContain("layer3.0.downsample.0.weight 1024x512x1x1");
    expect(described).toContain("layer4.2.conv2.weight 512x512x3x3");
  });

  it("draws convolutions from N(0, 2 / (channels · area)) and begins batch normalisation at 1 and 0", () => {
    const { parameters } = createModel("resnet18", photos, createRandom(2));
    const { values } = parameters.find(({ name }) => name === "layer4.1.conv2.weight")!;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance).toBeCloseTo(2 / (512 * 9), 6);
    expect(new Set(parameters[1].values)).toEqual(new Set([1]));
    expect(new Set(parameters[2].values)).toEqual(new Set([0]));
  });

  it("quarters large pictures at the stem and keeps small ones", () => {
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
