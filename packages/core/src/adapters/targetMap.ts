// A method's target rule as arithmetic on one-hot rows, so that labels that are tensors never have to be read.

/** given · scale + Σ given · shift: what a rule makes of rows if it treats all classes alike up to a common part. */
export interface AffineMap {
  readonly scale: number;
  /** What a row of mass one is given whatever its label, [K]. */
  readonly shift: Float32Array;
}

/** given × table: what any rule makes of one-hot rows and their mixtures. */
export interface TableMap {
  /** The row of each class, row-major [K, K]. */
  readonly table: Float32Array;
}

/** What a rule makes of one-hot rows, or of mixtures of them; a row of zeros stays one. */
export type TargetMap = AffineMap | TableMap;

/** The target rows, row-major [N, K], of N labels of K classes. */
export type LabelRule = (labels: Int32Array, classes: number) => Float64Array;

/** Up to so many classes, each is looked at; of more, as many, evenly spread: a rule with K² numbers has fewer classes. */
const mostExamined = 512;
const rowsAtOnce = 64;

/** Whether the rule's rows are `scale` on the label's class plus `shift`. */
function isAffine(rule: LabelRule, classes: number, scale: number, shift: Float64Array): boolean {
  const examined = Math.min(classes, mostExamined);
  const all = Int32Array.from({ length: examined }, (_, i) => Math.floor((i * classes) / examined));
  for (let start = 0; start < examined; start += rowsAtOnce) {
    const labels = all.subarray(start, start + rowsAtOnce);
    const differs = (mass: number, i: number): boolean => {
      const [label, c] = [labels[Math.floor(i / classes)], i % classes];
      return Math.abs(mass - shift[c] - (c === label ? scale : 0)) > 1e-12;
    };
    if (rule(labels, classes).some(differs)) return false;
  }
  return true;
}

/**
 * Reads a target rule as a map of rows.
 * @param rule gives the row of any label
 * @param classes the number of classes K, at least 2
 */
export function targetMap(rule: LabelRule, classes: number): TargetMap {
  const [first, second] = [rule(Int32Array.of(0), classes), rule(Int32Array.of(1), classes)];
  const shift = first.with(0, second[0]);
  const scale = first[0] - shift[0];
  if (isAffine(rule, classes, scale, shift)) return { scale, shift: Float32Array.from(shift) };
  return {
    table: Float32Array.from(
      rule(
        Int32Array.from({ length: classes }, (_, label) => label),
        classes,
      ),
    ),
  };
}
