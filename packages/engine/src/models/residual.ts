// Residual networks (He and others, 2015), laid out and named as torchvision's.
import type { Random } from "@softlabel/core";
import { checkPictures } from "./convolutional.ts";
import { normalByOutputs, type Initialisation } from "./initialisation.ts";
import type { InputSpec, Model } from "./model.ts";
import { createNetwork, type Network, type Window } from "./network.ts";

/** What a residual network is made of. */
export interface ResidualLayout {
  /** Two convolutions 3×3, or 1×1, 3×3 and 1×1 to four times the width. */
  readonly block: "basic" | "bottleneck";
  /** How many blocks each of the stages has. */
  readonly stages: readonly number[];
  /** Channels of the first stage; each further one has twice as many. 64 where left out. */
  readonly width?: number;
}

/** Images below this side keep their size at the stem, which would otherwise quarter it. */
const smallSide = 64;

/** A convolution's values: N(0, 2 / (channels · kernel area)). */
const initial = ([channels, , height, width]: readonly number[]): Initialisation =>
  normalByOutputs(channels * height * width);

/** Convolution and batch normalisation; torchvision numbers the pairs of a block. */
function convolve(network: Network, names: readonly [string, string], x: string, channels: number, window: Window) {
  return network.batchNormalization(names[1], network.convolution(names[0], x, channels, window, initial));
}

/** The convolutions of a block: their channels and windows. */
const blocks: Readonly<
  Record<ResidualLayout["block"], (width: number, stride: number) => readonly (readonly [number, Window])[]>
> = {
  basic: (width, stride) => [
    [width, { size: 3, stride, padding: 1 }],
    [width, { size: 3, padding: 1 }],
  ],
  bottleneck: (width, stride) => [
    [width, { size: 1 }],
    [width, { size: 3, stride, padding: 1 }],
    [4 * width, { size: 1 }],
  ],
};

/** relu(convolutions(x) + x), x convolved 1×1 where its shape would not fit. */
function addBlock(network: Network, name: string, x: string, [kind, width, stride]: BlockSettings): string {
  const steps = blocks[kind](width, stride);
  let values = x;
  steps.forEach(([channels, window], i) => {
    const names = [`${name}.conv${i + 1}`, `${name}.bn${i + 1}`] as const;
    const normalised = convolve(network, names, values, channels, window);
    values = i === steps.length - 1 ? normalised : network.relu(normalised);
  });
  const [channels] = steps[steps.length - 1];
  const fits = stride === 1 && network.shape(x)[1] === channels;
  const names = [`${name}.downsample.0`, `${name}.downsample.1`] as const;
  const shortcut = fits ? x : convolve(network, names, x, channels, { size: 1, stride });
  return network.relu(network.add(values, shortcut), `${name}.output`);
}

type BlockSettings = readonly [kind: ResidualLayout["block"], width: number, stride: number];

/** The first convolution: 7×7 with stride 2 and pooling, or 3×3 for small images. */
function addStem(network: Network, x: string, width: number): string {
  const small = Math.min(...network.shape(x).slice(2)) < smallSide;
  const window = small ? { size: 3, padding: 1 } : { size: 7, stride: 2, padding: 3 };
  const active = network.relu(convolve(network, ["conv1", "bn1"], x, width, window), "stem.relu");
  const stem = small ? active : network.maxPool(active, { size: 3, stride: 2, padding: 1 }, "stem.output");
  return network.activation("stem", stem);
}

/**
 * A residual network, initialised as torchvision does without weights. Its activations are stem, layer1, …, layer4.
 * @param name what the model is called
 * @throws UsageError where examples are not images
 */
export function createResidual(name: string, layout: ResidualLayout, input: InputSpec, random: Random): Model {
  checkPictures(name, input, 0);
  const { block, stages, width = 64 } = layout;
  return createNetwork(name, input, random, (network, normalised) => {
    let values = addStem(network, network.images(normalised), width);
    stages.forEach((count, stage) => {
      for (let i = 0; i < count; i++) {
        const settings = [block, width * 2 ** stage, stage > 0 && i === 0 ? 2 : 1] as const;
        values = addBlock(network, `layer${stage + 1}.${i}`, values, settings);
      }
      network.activation(`layer${stage + 1}`, values);
    });
    network.linear("fc", network.globalAverage(values, "features"), input.classes, "logits");
  });
}
