// How long does a step of training take, and how much memory, next to PyTorch at its best number of threads?
import { createRequire } from "node:module";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startProcess, type AskedProcess } from "../training/contestantProcess.ts";
import { findPython, type Python } from "../training/pytorch.ts";
import { fromSource } from "../training/softlabel.ts";
import { formatTable, median } from "../training/tables.ts";
import { cases, type Round } from "./cases.ts";

interface Contestant {
  readonly name: string;
  readonly isPeer: boolean;
  readonly process: AskedProcess<Round>;
  readonly rounds: Round[];
}

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { python: text, case: text, threads: text, rounds: text } });
const chosen = Object.keys(cases).filter((name) => values.case === undefined || values.case.split(",").includes(name));
const threads = (values.threads ?? "1,2").split(",").map(Number);
const rounds = Number(values.rounds ?? 5);

const scriptPath = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

function startContestant(name: string, isPeer: boolean, program: string, args: readonly string[]): Contestant {
  return { name, isPeer, process: startProcess<Round>(name, program, args), rounds: [] };
}

function startAll(caseName: string, python: Python | undefined): Contestant[] {
  const ours = threads.map((count) => {
    const args = [...fromSource, scriptPath("softlabelProcess.ts"), caseName, String(count)];
    return startContestant(`softlabel ${count}`, false, process.execPath, args);
  });
  if (python === undefined) return ours;
  const described = JSON.stringify(cases[caseName]);
  const peers = threads.map((count) =>
    startContestant(`PyTorch ${count}`, true, python.path, [scriptPath("pytorch.py"), described, String(count)]),
  );
  return [...peers, ...ours];
}

/** Contestants take turns, so that a disturbance of the machine falls on all alike. */
async function measure(caseName: string, python: Python | undefined): Promise<Contestant[]> {
  const contestants = startAll(caseName, python);
  try {
    for (let round = 0; round < rounds; round++)
      for (const contestant of contestants) contestant.rounds.push(await contestant.process.ask());
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.process.close()));
  }
  return contestants;
}

const times = ({ rounds }: Contestant): number[] => rounds.flatMap(({ milliseconds }) => milliseconds);
const medianTime = (contestant: Contestant): number => median(times(contestant));
const peakOf = ({ rounds }: Contestant): number => Math.max(...rounds.map(({ peak }) => peak));

/** The fastest of the contestants by medians; none where there are none. */
function fastest(contestants: readonly Contestant[]): Contestant | undefined {
  return [...contestants].sort((a, b) => medianTime(a) - medianTime(b))[0];
}

function caseTable(caseName: string, contestants: readonly Contestant[]): string {
  const head = [`${caseName}, threads`, "median ms", "min ms", "peak MB", "value"];
  const rows = contestants.map((contestant) => [
    contestant.name,
    medianTime(contestant).toFixed(1),
    Math.min(...times(contestant)).toFixed(1),
    (peakOf(contestant) / 2 ** 20).toFixed(0),
    contestant.rounds[0].value.toFixed(3),
  ]);
  return formatTable([head, ...rows]);
}

/** Speed and memory of our best to those of PyTorch's best. */
function comparison(contestants: readonly Contestant[]): string {
  const [peer, ours] = [true, false].map((isPeer) => fastest(contestants.filter((one) => one.isPeer === isPeer)));
  if (peer === undefined || ours === undefined) return "";
  const speed = (medianTime(peer) / medianTime(ours)).toFixed(2);
  const least = (Math.min(...times(peer)) / Math.min(...times(ours))).toFixed(2);
  const memory = (peakOf(ours) / peakOf(peer)).toFixed(2);
  return `${ours.name} has ${speed} of the speed of ${peer.name} (${least} by minima) and ${memory} of its memory`;
}

const python = findPython(values.python);
const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
const machine = `${os.cpus()[0]?.model ?? os.arch()}, ${os.availableParallelism()} cores`;
console.log(
  [`Node ${process.versions.node}, ONNX Runtime ${version}`, python?.version, machine].filter(Boolean).join("\n"),
);
for (const name of chosen) {
  const contestants = await measure(name, python);
  console.log(`\n${caseTable(name, contestants)}\n${comparison(contestants)}`);
}
