// Fashion-MNIST from its idx files.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { Examples } from "@softlabel/engine";

/** The bytes of an idx file, plain or gzipped, behind its header of one magic number and one length a dimension. */
function readIdx(folder: string, name: string): Uint8Array {
  const plain = path.join(folder, name);
  const content = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
  return new Uint8Array(content.subarray(4 + 4 * content[3]));
}

/** The `train` or `t10k` part, as raw bytes: normalisation is part of the model. */
export function loadFashionMnist(folder: string, part: "train" | "t10k"): Examples {
  const labels = Int32Array.from(readIdx(folder, `${part}-labels-idx1-ubyte`));
  const inputs = readIdx(folder, `${part}-images-idx3-ubyte`);
  return { count: labels.length, shape: [28, 28], inputs, labels };
}
