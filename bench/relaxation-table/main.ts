// Label relaxation's published table on Fashion-MNIST: as much of it as a budget allows, beside the printed numbers.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { check } from "@softlabel/core/internal";
import { sharedFile } from "../../test/shared.ts";
import { compareJson } from "../compareJson.ts";
import { leftOut, optionsOf, planFor } from "./plan.ts";
import { renderTable } from "./table.ts";

const { values: given } = parseArgs({
  options: {
    budget: { type: "string", default: "60" },
    epochs: { type: "string" },
    workers: { type: "string", default: "1" },
    threads: { type: "string", default: "1" },
    out: { type: "string" },
    data: { type: "string", default: sharedFile("data/fashion-mnist") },
  },
});

const place = ["fashion-mnist", "--data-dir", given.data, "--threads", given.threads, "--workers", given.workers];

/** How many epochs fit into the minutes, by the time that one takes here and now; a tenth is kept for what comes after training. */
async function affordableEpochs(minutes: number): Promise<number> {
  const out = path.join(mkdtempSync(path.join(tmpdir(), "softlabel-epoch-")), "run");
  await compareJson([...place, ...optionsOf({ ...planFor(5), epochs: 1 }, ["hard"]), "--out", out]);
  const line = readFileSync(path.join(out, "trials", "hard-s1", "metrics.jsonl"), "utf8");
  const { seconds } = JSON.parse(line) as { seconds: number };
  console.log(`One epoch takes ${seconds.toFixed(1)} s.`);
  return Math.floor((0.9 * 60 * minutes * Number(given.workers)) / seconds);
}

const budget = given.epochs === undefined ? await affordableEpochs(Number(given.budget)) : Number(given.epochs);
check(budget >= 5, "--epochs or --budget", "enough for five epochs in all", budget, "give it more time");
const plan = planFor(budget);
console.log(
  `${plan.seeds} ${plan.seeds === 1 ? "seed" : "seeds"}, ${plan.epochs} epochs (the learning rate falls after ${plan.dropAfter}), α from ${plan.values.join(", ")}.`,
);
console.log(`Left out of the published experiment: ${leftOut(plan).join("; ") || "nothing"}.`);
const out = given.out === undefined ? [] : ["--out", given.out];
const results = await compareJson([...place, ...optionsOf(plan), ...out]);
console.log(`\n${renderTable(plan, results)}`);
