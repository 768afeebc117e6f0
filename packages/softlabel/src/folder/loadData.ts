// The data of an experiment, loaded alike by the command and by each of its workers.
import { type Dataset } from "@softlabel/data";
import { loadDataset, type LoadOptions } from "@softlabel/data/node";
import { openPreparedIn } from "@softlabel/data/node/internal";
import { asSeen, type DataOptions, readingOptions } from "@softlabel/experiment/internal";

/**
 * Loads the data as a model is to see them.
 * @param how where to look for them, and a listener for downloads
 * @throws UsageError where they cannot be had, or options are given that such data do not take
 */
export async function loadData(options: DataOptions, how: LoadOptions): Promise<Dataset> {
  return asSeen(options, await loadUnseen(options, how));
}

/** Loads the data as they are, with all classes and before normalisation. */
export function loadUnseen(options: DataOptions, how: LoadOptions): Promise<Dataset> {
  return loadDataset(options.data, { ...how, ...readingOptions(options) });
}

/** Opens data that another machine sent, as a model is to see them. */
export function openSent(folder: string, options: DataOptions): Dataset {
  return asSeen(options, openPreparedIn(folder, options.data));
}
