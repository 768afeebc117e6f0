// A campaign of damaged files: `npm run fuzz -- --cases 2000 [--format npy] [--seed 7]`; cases are per format.
import { parseArgs } from "node:util";
import { fuzz } from "./campaign.ts";
import { fuzzedFormats } from "./formats.ts";

const { values } = parseArgs({
  options: { cases: { type: "string" }, format: { type: "string" }, seed: { type: "string" } },
});
const { cases = "2000", format, seed = "1" } = values;
const names = fuzzedFormats.map(({ name }) => name).filter((name) => format === undefined || name === format);
if (names.length === 0) throw new Error(`expected one of ${fuzzedFormats.map(({ name }) => name).join(", ")}`);

let findings = 0;
for (const name of names) {
  const start = performance.now();
  const report = await fuzz(name, Number(cases), Number(seed), ({ kind, number, detail }) => {
    process.stdout.write(`${name} ${number}: ${kind}: ${detail}\n`);
  });
  const { read, refused, memory } = report;
  findings += report.findings.length;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stdout.write(
    `${name}: ${report.cases} cases, ${read} read, ${refused} refused, ${report.findings.length} findings, ` +
      `${(memory / 2 ** 20).toFixed(0)} MiB at most, ${seconds} s\n`,
  );
}
process.exitCode = findings === 0 ? 0 : 1;
