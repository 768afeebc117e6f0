// The name of a file without its folder, whatever separates the two.

/** "data/a.csv" and "data\\a.csv" → "a.csv". */
export const fileName = (place: string): string => place.slice(place.search(/[^/\\]*$/));
