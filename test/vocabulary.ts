// Words that a reader would have to decode, each with what to write instead; and where they are found.
import { readText } from "./sourceFiles.ts";

/** A wording to avoid. */
export interface Wording {
  /** A space stands for any white space, comment marks at the beginning of a line included. */
  readonly pattern: string;
  readonly better: string;
  /** Where the pattern has to match. */
  readonly example: string;
}

const units =
  "step|core|row|class|seed|method|file|column|epoch|batch|trial|run|example|second|training|block|image|node|channel|layer|word|line|token";
const amounts =
  "examples|values|scores|rows|columns|numbers|bytes|lines|classes|seeds|epochs|steps|labels|pixels|ms|milliseconds|seconds|MB|GB|calls|weights|probabilities|parameters|nodes|layers|sums|products|digits|points";
const items =
  "array|bar|class|coin|column|element|entry|epoch|example|file|histogram|item|label|line|method|name|number|plane|point|probability|row|score|seed|step|tag|thread|value|vector|weight";
/** Comparatives, and what goes on as an ordinary sentence: "is no longer", "is no better". */
const ordinary =
  "longer|more|less|fewer|better|worse|larger|smaller|greater|higher|lower|faster|slower|further|different|one|way|use|news|sign|proof|reason|wonder|need|doubt";

/** Wordings that no source, message or page has. */
export const vocabulary: readonly Wording[] = [
  {
    pattern:
      "(?:for|above|below|than|of) each other|each other (?:class|logit|row|method|value|column|seed|run|file|label)",
    better: "every other",
    example: "0.01 for each other class",
  },
  { pattern: `(?:${amounts}) an? (?:${units})`, better: "per", example: "examples a step" },
  { pattern: `(?:an?|one|each) (?:${items}) an? (?:${units})`, better: "one … per …", example: "a file a seed" },
  { pattern: `one an? (?:${units})`, better: "one per …", example: "one a core" },
  { pattern: "trainings", better: "runs", example: "how many trainings" },
  { pattern: "mend(?:s|ed|ing)?", better: "fix", example: "mend the line" },
  { pattern: "had by \\w+ing", better: "… scores", example: "80 % accuracy is had by guessing" },
  {
    pattern: `(?<!there )(?:is|are|was|were) no (?!${ordinary})\\w+`,
    better: "is not a",
    example: "a label that is no class",
  },
  { pattern: "on record", better: "recorded, finished", example: "1 trial is on record" },
  {
    pattern: "whoever|whereby|where(?:in|of|to|upon)|there(?:of|in|to|from)|here(?:of|in|to)",
    better: "plain words",
    example: "whoever reads it",
  },
  { pattern: "lies|lie|lain", better: "is, are", example: "a path at which nothing lies" },
  { pattern: "surer", better: "more confident", example: "surer when right" },
  { pattern: "as it were|at hand|forthwith|anew|for ever", better: "plain words", example: "results are made anew" },
  {
    pattern: "what (?:\\w+ ){0,3}(?:comes?|came) (?:to|of)|what (?:becomes?|became) of",
    better: "the result",
    example: "what the records come to",
  },
  {
    pattern: "stands? where|no number(?=[.,:;*])",
    better: "undefined if …, missing",
    example: "a dash stands where there is no number.",
  },
  { pattern: "what chance gives", better: "the noise floor", example: "an error beside what chance gives" },

  { pattern: "pictures?", better: "image (data), figure or plot (a drawing)", example: "pictures of a run" },
  { pattern: "softening (?:bought|buys)|cost and bought", better: "gained", example: "what softening bought" },
  {
    pattern: "(?:go|goes|going|went) on from there",
    better: "continues where it stopped",
    example: "the command goes on from there",
  },
  {
    pattern: "data with a name|sets? that ha(?:s|ve) a name|one's own",
    better: "named data set; your own",
    example: "the data sets that have a name",
  },
  { pattern: "more right than|points? more right", better: "more accurate", example: "gets 3 points more right" },
  { pattern: "says? otherwise", better: "changes that", example: "--scores logits says otherwise" },
  {
    pattern: "that there (?:is|are)(?: not)?(?= *[.,:;)\"'`]|$)",
    better: "known, existing",
    example: "a flag that there is not.",
  },
];

/** A wording that was found. */
export interface Finding {
  readonly line: number;
  readonly found: string;
  readonly better: string;
}

/** Line breaks of a paragraph, in a comment as well. */
const space = "(?:\\s+(?:(?://|\\*|>|#)\\s+)?)";

function expressionOf(pattern: string): RegExp {
  return new RegExp(`(?<![\\w-])(?:${pattern.replaceAll(" ", space)})(?![\\w-])`, "gi");
}

/** Every wording to avoid in a text. */
export function wordingsIn(text: string): Finding[] {
  return vocabulary.flatMap(({ pattern, better }) =>
    [...text.matchAll(expressionOf(pattern))].map(({ index, 0: found }) => ({
      line: text.slice(0, index).split("\n").length,
      found: found.replaceAll(/\s+/g, " "),
      better,
    })),
  );
}

/** Every wording to avoid in files: `file:line: "found"; write better`. */
export function wordingsInFiles(files: readonly string[]): string[] {
  return files.flatMap((file) =>
    wordingsIn(readText(file)).map(({ line, found, better }) => `${file}:${line}: "${found}"; write ${better}`),
  );
}
