// Data options: which data, and how a table or a folder of images is read.
import { check } from "@softlabel/core/internal";
import { canonicalNormalisation, usualNormalisation } from "./normalise.ts";
import { datasetTable } from "@softlabel/data/internal";
import { numberField, shareOrPlaceField, tableWords, textField } from "./fieldKinds.ts";

function nameOf(what: string, flag: string): (text: string) => string {
  return (text) => {
    check(text.trim() !== "", flag, `the name of a ${what}`, text);
    return text.trim();
  };
}

/** Several names, each once; a name may contain spaces. */
function namesOf(what: string, flag: string): (given: unknown) => readonly string[] {
  const parse = nameOf(what, flag);
  return (given) => [...new Set((Array.isArray(given) ? given : [given]).map((text) => parse(String(text))))];
}

/** Data options: which data, and how a table or a folder of images is read. */
export const dataFields = {
  data: textField(
    {
      name: "data",
      flag: "[data]",
      help: "a known data set, a folder of images or idx files, a table (CSV, Parquet, JSON), or a quoted SQL query",
      default: "glyphs",
      completion: { ...tableWords(datasetTable), files: true },
    },
    (text) => text.trim(),
  ),
  label: textField(
    { name: "label", flag: "--label <column>", help: "label column of a table", default: undefined },
    nameOf("column", "--label"),
  ),
  drop: {
    name: "drop",
    flag: "--drop <column...>",
    help: "columns of a table to leave out",
    default: undefined,
    parse: namesOf("column", "--drop"),
  },
  group: textField(
    {
      name: "group",
      flag: "--group <column>",
      help: "group column of a table: rows with the same value stay in the same split",
      default: undefined,
    },
    nameOf("column", "--group"),
  ),
  split: textField(
    {
      name: "split",
      flag: "--split <column>",
      help: "column that assigns rows to splits: train, validation (val, valid, dev) or test",
      default: undefined,
    },
    nameOf("column", "--split"),
  ),
  test: shareOrPlaceField(
    {
      name: "test",
      flag: "--test <fraction|file>",
      help: "test fraction, if the data has no test split (usually 0.2); or a file or folder of test rows",
      default: undefined,
      completion: { files: true },
    },
    { from: 0, to: 1, open: "both" },
  ),
  validation: shareOrPlaceField(
    {
      name: "validation",
      flag: "--validation <fraction|file>",
      help: "validation rows, used to fit the temperature: fraction of the training rows, or a file or folder",
      default: 0.1,
      completion: { files: true },
    },
    { from: 0, to: 1, open: "to" },
  ),
  size: numberField(
    { name: "size", flag: "--size <pixels>", help: "image size", default: undefined },
    { from: 1, to: 4096, integer: true },
  ),
  normalise: textField(
    {
      name: "normalise",
      flag: "--normalise <how>",
      help: `pixel normalisation: imagenet, none (0 to 1), or MEAN/STD of pixels from 0 to 1 (default: ${usualNormalisation}; imagenet for --weights of resnet18 and resnet50)`,
      default: undefined,
      completion: { words: ["imagenet", "none"] },
    },
    canonicalNormalisation,
  ),
  without: {
    name: "without",
    flag: "--without <class...>",
    help: "held-out classes: not learnt, but predicted, to record how the model responds to unknown classes",
    default: undefined,
    parse: namesOf("class", "--without"),
  },
};
