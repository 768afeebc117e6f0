// What the kernels are to reach: so many times a peer's speed, on so many threads, at some shapes.
import { ourName, type Node } from "./contestants.ts";
import { shapeName, type Shape } from "./shapes.ts";
import type { Answer } from "./timing.ts";

interface Target {
  readonly threads: number;
  readonly peer: string;
  readonly times: number;
  at(shape: Shape): boolean;
}

const named = (name: string) => (shape: Shape) => shapeName(shape) === name;
const manyClasses = ({ classes }: Shape): boolean => classes >= 1000;

const targets: readonly Target[] = [
  { threads: 1, peer: "PyTorch eager", times: 50, at: named("64x10") },
  { threads: 1, peer: "PyTorch eager", times: 5, at: manyClasses },
  { threads: 1, peer: "PyTorch compile", times: 1.8, at: manyClasses },
  { threads: 1, peer: "tfjs wasm", times: 20, at: () => true },
  { threads: 2, peer: "PyTorch eager", times: 9, at: manyClasses },
  { threads: 2, peer: "PyTorch compile", times: 1.4, at: named("1024x1000") },
  { threads: 2, peer: "PyTorch compile", times: 3, at: named("512x32000") },
];
/** With relaxed instructions, a quarter more of each. */
const relaxedTimes = 1.25;

const times = (peer: Answer, ours: Answer): string[] =>
  [peer.nanoseconds / ours.nanoseconds, peer.least / ours.least].map((ratio) => ratio.toFixed(2));

/** A row for each target at a shape that was measured: wanted, reached by the medians, by the least times, and whether met. */
export function judge(
  threads: number,
  shape: Shape,
  nodes: readonly Node[],
  answers: ReadonlyMap<string, Answer>,
): string[][] {
  return nodes.flatMap((node) => {
    const plain = answers.get(ourName("in place", "plain", node));
    const relaxed = answers.get(ourName("in place", "relaxed", node));
    if (plain === undefined) return [];
    const head = `${threads} thread${threads === 1 ? "" : "s"}, ${shapeName(shape)}, Node ${node.version}`;
    const row = (what: string, wanted: number, [median, least]: string[]): string[] => {
      const met = Number(median) >= wanted ? "met" : "not met";
      return [`${head}: ${what}`, String(wanted), median, least, met];
    };
    const rows = targets.flatMap((target) => {
      const peer = answers.get(target.peer);
      if (target.threads !== threads || !target.at(shape) || peer === undefined) return [];
      const ofPlain = row(`times ${target.peer}`, target.times, times(peer, plain));
      if (relaxed === undefined) return [ofPlain];
      return [ofPlain, row(`relaxed, times ${target.peer}`, relaxedTimes * target.times, times(peer, relaxed))];
    });
    if (relaxed === undefined) return rows;
    return [...rows, [`${head}: relaxed, times plain`, "", ...times(plain, relaxed), ""]];
  });
}
