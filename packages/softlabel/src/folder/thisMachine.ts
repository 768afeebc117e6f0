// What the numbers are made on: this machine, and how it encodes images.
import { arch, availableParallelism, cpus, platform } from "node:os";
import type { EncodePng, ExperimentRecord } from "@softlabel/experiment/internal";
import sharp from "sharp";

/** The machine, for the record. */
export function describeMachine(): ExperimentRecord["machine"] {
  return {
    node: process.version,
    platform: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
  };
}

/** Encodes pixels as PNG. */
export const encodePng: EncodePng = (pixels, size) => sharp(pixels, { raw: size }).png().toBuffer();
