// How evenly rows are spread over the classes, and the sentence that is due where they are not.

/** A class with this many times the rows of another is worth a word. */
const unbalanced = 3;

/** Rows of each class. */
export function countClasses(labels: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}

/** What to say of classes of these sizes: nothing where they are about as frequent. */
export function balanceNotes(names: readonly string[], sizes: readonly number[]): string[] {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (most < unbalanced * least) return [];
  const of = (size: number): string => `${names[sizes.indexOf(size)]} has ${size.toLocaleString("en")}`;
  const share = (100 * most) / sizes.reduce((sum, size) => sum + size, 0);
  const guess = `always guessing ${names[sizes.indexOf(most)]} scores ${share.toFixed(0)} % accuracy`;
  return [`Classes are unbalanced: ${of(most)} rows, ${of(least)}; ${guess}.`];
}
