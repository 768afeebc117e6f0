// How to run the model of images: pixels of the size that was trained on.
import { modelFiles, type TrainedModel } from "@softlabel/experiment/internal";
import type { Snippets } from "./snippet.ts";

interface Size {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Images are [height, width] or [channels, height, width]. */
function sizeOf({ inputs: [{ shape }] }: TrainedModel): Size {
  const [height, width] = shape.slice(-2);
  return { height, width, channels: shape.length === 2 ? 1 : shape[0] };
}

/** The model of images. */
export const imageUsage: Snippets = {
  introduce(model) {
    const { channels, height, width } = sizeOf(model);
    const shape = ["rows", ...model.inputs[0].shape].join(", ");
    const planes = channels === 1 ? "grey levels" : "red, green and blue, each a plane of its own (channels first)";
    return [
      `\`model.onnx\` takes \`image\`, uint8 [${shape}]: ${planes}, from 0 to 255. It does not resize: bring images to ${width} × ${height} pixels, scaled to cover them and cropped around the middle, as in training. \`${modelFiles.example}\` is a test image. In a browser, a canvas gives the pixels that sharp gives here.`,
    ];
  },
  javaScript(model) {
    const { channels, height, width } = sizeOf(model);
    const shape = [1, ...model.inputs[0].shape].join(", ");
    const space = channels === 1 ? "b-w" : "srgb";
    const read = [
      `const file = sharp("${modelFiles.example}").autoOrient().removeAlpha();`,
      `const sized = file.resize(${width}, ${height}, { fit: "cover" }).toColourspace("${space}");`,
      'const pixels = await sized.raw({ depth: "uchar" }).toBuffer();',
    ];
    const turn = [
      "// sharp gives [height, width, channels], the model takes [channels, height, width].",
      `const plane = ${height} * ${width};`,
      `const planes = Uint8Array.from(pixels, (_, i) => pixels[(i % plane) * ${channels} + Math.floor(i / plane)]);`,
    ];
    const values = channels === 1 ? "new Uint8Array(pixels)" : "planes";
    return {
      imports: ['import sharp from "sharp";'],
      lines: [
        ...read,
        ...(channels === 1 ? [] : turn),
        `const image = new ort.Tensor("uint8", ${values}, [${shape}]);`,
      ],
      feeds: "{ image }",
    };
  },
  python(model) {
    const { channels, height, width } = sizeOf(model);
    const shape = [1, ...model.inputs[0].shape].join(", ");
    const turned = channels === 1 ? "" : ".transpose(2, 0, 1)";
    return {
      imports: ["from PIL import Image, ImageOps"],
      lines: [
        `file = ImageOps.exif_transpose(Image.open("${modelFiles.example}")).convert("${channels === 1 ? "L" : "RGB"}")`,
        `sized = ImageOps.fit(file, (${width}, ${height}), Image.Resampling.LANCZOS)`,
        `image = numpy.asarray(sized, "uint8")${turned}.reshape(${shape})`,
      ],
      feeds: '{"image": image}',
    };
  },
};
