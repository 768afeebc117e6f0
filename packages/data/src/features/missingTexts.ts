// The texts that stand for a missing value, with or without quotes.

/** In CSV files, and in new rows that are encoded. */
export const missingTexts: readonly string[] = ["", "NA", "N/A", "null", "NULL", "?"];
