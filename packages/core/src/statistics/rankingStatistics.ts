// Statistics of examples ranked by confidence, each of which counts as often as it was drawn.
import { checkScores } from "../base/ranking.ts";
import type { RankingKey } from "../evaluation/metricTable.ts";

/** What these statistics are computed from, one entry per example; `scoreExamples` gives both. */
export interface RankingColumns {
  /** 1 where the predicted class is wrong, 0 where it is right. */
  readonly error: Float64Array;
  /** Logarithm of the confidence. */
  readonly logConfidence: Float64Array;
}

/** Examples from the surest to the least sure. */
export interface RankedExamples {
  readonly order: Uint32Array;
  /** 1 where the next one is less confident: there is no threshold between equals. */
  readonly endsBlock: Uint8Array;
  readonly wrong: Uint8Array;
}

/** Blocks of equally sure examples, as often as they were drawn; a block may be empty. */
export interface RankedSample {
  readonly size: Int32Array;
  readonly wrong: Int32Array;
  blocks: number;
  readonly examples: number;
  errors: number;
  /** Pairs of a right and a more confident wrong prediction; equally confident ones count half. */
  misranked: number;
  /** Σ_{j=1..k} 1/j at k. */
  readonly harmonic: Float64Array;
}

/** Sorts once what every draw then passes through. */
export function rankExamples(who: string, { error, logConfidence }: RankingColumns): RankedExamples {
  checkScores(who, logConfidence);
  const order = Uint32Array.from(logConfidence, (_, i) => i).sort((a, b) => logConfidence[b] - logConfidence[a]);
  return {
    order,
    endsBlock: Uint8Array.from(order, (row, i) => (logConfidence[row] === logConfidence[order[i + 1]] ? 0 : 1)),
    wrong: Uint8Array.from(order, (row) => error[row]),
  };
}

/** Room for a sample of as many examples as there are. */
export function emptySample(examples: number): RankedSample {
  const [size, wrong] = [new Int32Array(examples), new Int32Array(examples)];
  const harmonic = new Float64Array(examples + 1);
  for (let k = 1; k <= examples; k++) harmonic[k] = harmonic[k - 1] + 1 / k;
  return { size, wrong, blocks: 0, examples, errors: 0, misranked: 0, harmonic };
}

/** Fills the sample: example i counts `counts[i]` times, N times together. */
export function takeSample(ranked: RankedExamples, counts: Uint16Array, sample: RankedSample): void {
  const { order, endsBlock, wrong } = ranked;
  const { size: sizes, wrong: wrongs, examples } = sample;
  let blocks = 0;
  let size = 0;
  let errors = 0;
  let before = 0;
  let misranked = 0;
  for (let i = 0; i < examples; i++) {
    const count = counts[order[i]];
    size += count;
    errors += count * wrong[i];
    if (endsBlock[i] === 0) continue;
    sizes[blocks] = size;
    wrongs[blocks] = errors;
    blocks++;
    misranked += (size - errors) * (before + errors / 2);
    before += errors;
    size = errors = 0;
  }
  sample.blocks = blocks;
  sample.errors = before;
  sample.misranked = misranked;
}

/**
 * (1/N) Σₖ (errors among the k surest) / k, less its optimum (1/N) Σ_{j=1..e} j / (N - e + j).
 *
 * Both by Σ_{j=1..m} j / (a + j) = m - a (H(a + m) - H(a)): a loop over each block would take most of a draw's time.
 */
function excessAurc({ blocks, size, wrong, examples, errors, harmonic }: RankedSample): number {
  const sumOfShares = (m: number, a: number, steps: number): number => m - a * steps;
  let sum = 0;
  let answered = 0;
  let before = 0;
  let reached = 0;
  for (let b = 0; b < blocks; b++) {
    const next = harmonic[answered + size[b]];
    sum += before * (next - reached);
    if (wrong[b] > 0) sum += (wrong[b] / size[b]) * sumOfShares(size[b], answered, next - reached);
    answered += size[b];
    before += wrong[b];
    reached = next;
  }
  const right = examples - errors;
  return (sum - sumOfShares(errors, right, reached - harmonic[right])) / examples;
}

/** AUGRC = (1 - AUROC) acc (1 - acc) + (1 - acc)²/2 */
function augrc({ misranked, errors, examples }: RankedSample): number {
  return (misranked + errors ** 2 / 2) / examples ** 2;
}

/** NaN where all are right, or all wrong. */
function misclassificationAuroc({ misranked, errors, examples }: RankedSample): number {
  return 1 - misranked / (errors * (examples - errors));
}

/** Errors among the ⌈0.8 N⌉ surest, as a share of them. */
function riskAt80Coverage({ blocks, size, wrong, examples }: RankedSample): number {
  const wanted = Math.max(1, Math.ceil(0.8 * examples - 1e-9));
  let answered = 0;
  let errors = 0;
  for (let b = 0; b < blocks && answered < wanted; b++) {
    const share = Math.min(1, (wanted - answered) / size[b]);
    answered += share * size[b];
    errors += share * wrong[b];
  }
  return errors / wanted;
}

/** The metrics of rankings that methods are compared in, each as `metricTable` computes it. */
export const rankingStatistics = {
  riskAt80Coverage,
  excessAurc,
  augrc,
  misclassificationAuroc,
} as const satisfies Readonly<Record<RankingKey, (sample: RankedSample) => number>>;
