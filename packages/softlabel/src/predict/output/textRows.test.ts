// Rows as CSV and JSON: what stands in the file, character by character.
import { describe, expect, it } from "vitest";
import type { ByteSink } from "./byteSink.ts";
import type { OutputColumn, PredictedBlock } from "./outputColumns.ts";
import { quoted, textFormats, withTextRows } from "./textRows.ts";

const columns: readonly OutputColumn[] = [
  { name: "row", kind: "integer", values: ({ block: { first } }) => [first, first + 1] },
  { name: 'say "x"', kind: "text", values: () => ["é, ü", null] },
  { name: "prob_a", kind: "number", values: () => Float32Array.of(0.25, NaN) },
];

function blockFrom(first: number): PredictedBlock {
  const block = { count: 2, first, feed: () => ({}), bad: new Uint8Array(2) };
  return { block, probabilities: new Float32Array(0), predicted: new Int32Array(2), logits: new Float64Array(0) };
}

async function written(format: keyof typeof textFormats, blocks: readonly PredictedBlock[]): Promise<string> {
  let text = "";
  const sink: ByteSink = {
    open: true,
    write(bytes) {
      text += new TextDecoder().decode(bytes);
      return Promise.resolve();
    },
  };
  await withTextRows(sink, textFormats[format], columns, async (write) => {
    for (const block of blocks) await write(block);
  });
  return text;
}

describe("withTextRows", () => {
  it("writes CSV with a header, quotes where needed, and nothing for what is missing", async () => {
    expect(await written("csv", [blockFrom(1), blockFrom(3)])).toBe(
      'row,"say ""x""",prob_a\n1,"é, ü",0.25\n2,,\n3,"é, ü",0.25\n4,,\n',
    );
  });

  it("writes a JSON array, also of no rows", async () => {
    const rows = JSON.parse(await written("json", [blockFrom(1), blockFrom(3)])) as unknown[];
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual({ row: 1, 'say "x"': "é, ü", prob_a: 0.25 });
    expect(rows[3]).toEqual({ row: 4, 'say "x"': null, prob_a: null });
    expect(JSON.parse(await written("json", []))).toEqual([]);
  });

  it("writes a JSON object per line", async () => {
    const lines = (await written("jsonl", [blockFrom(1)])).trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { row: number }).row)).toEqual([1, 2]);
  });

  it("writes more than its room holds", async () => {
    const blocks = Array.from({ length: 3000 }, (_, i) => blockFrom(2 * i + 1));
    const lines = (await written("csv", blocks)).trimEnd().split("\n");
    expect(lines).toHaveLength(6001);
    expect(lines[5999]).toBe('5999,"é, ü",0.25');
  });
});

describe("quoted", () => {
  it.each([
    ["plain", "plain"],
    ["a b", "a b"],
    ["a,b", '"a,b"'],
    ['a"b', '"a""b"'],
    ["a\nb", '"a\nb"'],
    [" a", '" a"'],
    ["NA", '"NA"'],
    ["", '""'],
  ])("writes %j as %j", (text, expected) => expect(quoted(text)).toBe(expected));
});
