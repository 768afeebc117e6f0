// Rows of logits as probabilities, with the NLL of their labels: what every fit of a softmax classifier begins with.

/** Turns logits [N, K] into probabilities in place and returns (1/N) Σ w_y NLL, with a weight for each class, 1 if not given. */
export function softmaxRows(z: Float64Array, labels: Int32Array, classes: number, weights?: Float64Array): number {
  let value = 0;
  labels.forEach((label, i) => {
    const row = z.subarray(i * classes, (i + 1) * classes);
    const largest = row.reduce((a, b) => Math.max(a, b));
    const own = row[label] - largest;
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += row[k] = Math.exp(row[k] - largest);
    for (let k = 0; k < classes; k++) row[k] /= sum;
    value += (weights?.[label] ?? 1) * (Math.log(sum) - own);
  });
  return value / labels.length;
}
