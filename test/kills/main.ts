// Kills an experiment at random moments and compares what it leaves with an undisturbed one: `npm run kills -- --kills 200 [--seed 7]`.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createRandom } from "@softlabel/core";
import { emptyFolder, finish, softlabel, start } from "../softlabel.ts";

const { values } = parseArgs({ options: { kills: { type: "string" }, seed: { type: "string" } } });
const [kills, random] = [Number(values.kills ?? "200"), createRandom(Number(values.seed ?? "1"))];
/** After so many the experiment is finished, and its results and arrays must be the same, byte for byte. */
const killsPerRun = 10;

const compared = ["compare", "glyphs:train=1000,test=200", "--model", "mlp:32", "--seeds", "2", "--epochs", "60"];
const command = [...compared, "--methods", "smooth:0.1", "--workers", "2", "--out", "run"];

/** The results and arrays by their paths; lines of metrics hold seconds, which differ. */
function recordsIn(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const compared = names.filter((name) => name === "results.json" || /\.(npy|bin)$/.test(name));
  return new Map(compared.map((name) => [name, readFileSync(path.join(folder, name))]));
}

const calm = emptyFolder();
const undisturbed = await finish(start(calm, command));
if (undisturbed.code !== 0) throw new Error(undisturbed.errors);
const expected = recordsIn(path.join(calm, "run"));

let [done, different] = [0, 0];
while (done < kills) {
  const folder = emptyFolder();
  for (let kill = 0; kill < killsPerRun && done < kills; kill++, done++) {
    const child = start(folder, command);
    const ended = finish(child);
    await sleep(200 + random.integer(900));
    // The workers are left alone: they notice that their command is gone.
    child.kill("SIGKILL");
    await ended;
  }
  const { code, errors } = await softlabel(folder, ...command);
  const found = recordsIn(path.join(folder, "run"));
  const names = [...new Set([...expected.keys(), ...found.keys()])];
  const others = names.filter(
    (name) => !(found.get(name) ?? Buffer.alloc(0)).equals(expected.get(name) ?? Buffer.alloc(0)),
  );
  const ok = code === 0 && others.length === 0;
  if (!ok) different++;
  process.stdout.write(`${done} kills: ${ok ? "the same" : `${others.join(", ")} differ; ${errors}`}\n`);
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${done} kills, ${different} runs with other records, ${expected.size} files compared\n`);
process.exitCode = different === 0 ? 0 : 1;
