// Prints the rows of `classification:samples=10000,seed=N` for make_classification.py: one JSON document per line and seed.
import { inputsOf, type Examples } from "@softlabel/engine";
import { loadDataset } from "softlabel";

const rowsOf = (examples: Examples) => ({ x: Array.from(inputsOf(examples)), y: Array.from(examples.labels) });

for (const seed of process.argv.slice(2)) {
  const { train, test, fingerprint } = await loadDataset(`classification:samples=10000,seed=${seed}`);
  console.log(JSON.stringify({ fingerprint, train: rowsOf(train), test: rowsOf(test) }));
}
