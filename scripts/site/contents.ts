// The pages of the site in the order of its sidebar.

export interface Entry {
  readonly text: string;
  readonly link: string;
}

const guide = (text: string, name: string): Entry => ({ text, link: `/guides/${name}` });
const job = (text: string, name: string): Entry => ({ text, link: `/jobs/${name}` });

/** The five jobs, each a page of site/pages/jobs. */
export const jobs: readonly Entry[] = [
  job("Compare methods", "compare"),
  job("Train a model", "train"),
  job("Predict new data", "predict"),
  job("Evaluate predictions", "evaluate"),
  job("Use from code", "code"),
];

/** Pages that explain, each a page of docs. */
export const guides: readonly Entry[] = [
  guide("Data", "data"),
  guide("Uneven classes", "imbalance"),
  guide("Models", "models"),
  guide("Prediction files and warnings", "predict"),
  guide("Predictions from elsewhere", "evaluate"),
  guide("Verdicts", "verdicts"),
  guide("The report", "report"),
  guide("Comparing runs from code", "comparing-runs"),
  guide("Losses, metrics and statistics from code", "core"),
  { text: "Examples", link: "/examples" },
];

/** Pages to look things up in, and pages on why. */
export const reference: readonly Entry[] = [
  guide("Methods", "methods"),
  guide("Commands", "commands"),
  guide("results.json", "results"),
  guide("Files of an experiment", "experiments"),
  guide("Claims from papers", "claims"),
  guide("Replications", "replications"),
  { text: "Comparison with other tools", link: "/comparisons" },
  guide("Conventions of other libraries", "conventions"),
  guide("Published implementations", "sources"),
  guide("Decisions", "decisions"),
  guide("Architecture", "architecture"),
];
