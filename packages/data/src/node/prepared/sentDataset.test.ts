// Data sets in blocks, prepared again elsewhere: the same rows, groups, description and fingerprint.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inputsOf, type Examples } from "@softlabel/engine";
import { afterAll, describe, expect, it } from "vitest";
import { createDataset, noScaling, pixelScaling, type Dataset } from "../../base/dataset.ts";
import { openPrepared } from "./preparedDataset.ts";
import { describeSent, prepareSent, sentRows } from "./sentDataset.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-test-sent-"));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = (count: number, inputs: (i: number) => number, bytes = false): Examples => {
  const values = Array.from({ length: 2 * count }, (_, i) => inputs(i));
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  return { count, shape: [2], inputs: bytes ? Uint8Array.from(values) : Float32Array.from(values), labels };
};
const classes = ["a", "b", "c"];

const tables = {
  numbers: createDataset({
    ...{ name: "numbers.csv", title: "Numbers", classes, ...noScaling, notes: ["One row was left out."] },
    train: rows(200_000, (i) => i / 3),
    validation: rows(5, (i) => -i),
    test: rows(7, Math.sqrt),
    groups: Int32Array.from({ length: 200_000 }, (_, i) => i >> 2),
  }),
  pixels: createDataset({
    ...{ name: "pixels", title: "Pixels", classes, ...pixelScaling },
    train: rows(9, (i) => i, true),
    test: rows(4, (i) => 255 - i, true),
    posterior: () => new Float64Array(3),
  }),
} satisfies Record<string, Dataset>;

async function sendAndOpen(dataset: Dataset): Promise<{ opened: Dataset; blocks: number }> {
  const sent = [...sentRows(dataset)];
  const described = JSON.stringify({
    prepared: describeSent(dataset),
    blocks: sent.map(({ bytes: _, ...block }) => block),
  });
  let i = 0;
  const prepare = prepareSent(JSON.parse(described) as Parameters<typeof prepareSent>[0], () => {
    // Bytes from elsewhere are at any offset of a buffer.
    const { bytes } = sent[i++];
    return Promise.resolve(Buffer.concat([Buffer.of(0), bytes]).subarray(1));
  });
  const { name, fingerprint } = dataset;
  return { opened: await openPrepared({ name, key: fingerprint, prepare }, { folder }), blocks: sent.length };
}

describe("a data set that was sent", () => {
  it.each(Object.entries(tables))("has the same rows and description: %s", async (_, dataset) => {
    const { opened } = await sendAndOpen(dataset);
    expect(opened.fingerprint).toBe(dataset.fingerprint);
    for (const part of ["train", "validation", "test"] as const) {
      const [expected, got] = [dataset[part], opened[part]];
      expect(got && inputsOf(got)).toEqual(expected && inputsOf(expected));
      expect(got?.labels).toEqual(expected?.labels);
    }
    expect(opened.groups).toEqual(dataset.groups);
    expect(opened).toMatchObject({ name: dataset.name, classes, scale: dataset.scale, notes: dataset.notes ?? [] });
  });

  it("comes in blocks of a bounded size", async () => {
    expect((await sendAndOpen(tables.numbers)).blocks).toBe(4);
    const most = Math.max(...[...sentRows(tables.numbers)].map(({ bytes }) => bytes.length));
    expect(most).toBeLessThanOrEqual(4 * 2 ** 18 * 2);
  });
});
