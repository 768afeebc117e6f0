// Leaves classes out of a data set: a model never sees them, and how it meets them afterwards can be measured.
import { check, checkName } from "@softlabel/core/internal";
import { selectRows, type Examples } from "@softlabel/engine";
import { createDataset, type Dataset, type LeftOut } from "../base/dataset.ts";

/** The rows whose class has a place, labelled by it; a place below 0 is none. */
function rowsWithPlace(examples: Examples, places: Int32Array): { rows: Int32Array; examples: Examples } {
  const rows = Int32Array.from(examples.labels.keys()).filter((row) => places[examples.labels[row]] >= 0);
  const selected = selectRows(examples, rows);
  return { rows, examples: { ...selected, labels: selected.labels.map((label) => places[label]) } };
}

/** The place of each of `classes` among `chosen`, -1 where it has none. */
function placesIn(chosen: readonly string[], classes: readonly string[]): Int32Array {
  return Int32Array.from(classes, (name) => chosen.indexOf(name));
}

/**
 * The data set without some of its classes, whose rows it has beside it.
 * @param names of the classes to leave out
 * @throws UsageError for an unknown class, and where fewer than two remain
 */
export function withoutClasses(dataset: Dataset, names: readonly string[]): Dataset {
  const { classes: all, train, validation, test, groups, notes = [], posterior, ...rest } = dataset;
  for (const name of names) checkName("--without", "the class", name, all);
  const classes = all.filter((name) => !names.includes(name));
  check(classes.length >= 2, "--without", "two classes at least that are left", classes, "leave fewer out");
  const [kept, gone] = [placesIn(classes, all), placesIn(names, all)];
  const ofTrain = rowsWithPlace(train, kept);
  const leftOut: LeftOut = {
    classes: names,
    train: rowsWithPlace(train, gone).examples,
    test: rowsWithPlace(test, gone).examples,
  };
  return createDataset({
    ...rest,
    classes,
    train: ofTrain.examples,
    ...(validation === undefined ? {} : { validation: rowsWithPlace(validation, kept).examples }),
    test: rowsWithPlace(test, kept).examples,
    ...(groups === undefined ? {} : { groups: ofTrain.rows.map((row) => groups[row]) }),
    notes: [...notes, `Left out: ${names.join(", ")}, with ${leftOut.test.count} test rows.`],
    leftOut,
  });
}
