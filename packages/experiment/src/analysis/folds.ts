// The parts into which test rows are dealt where there are no validation rows: the same for every seed and method.

/** Each row needs others beside it. */
const usual = 5;
/** Where rows are this many, two parts leave enough to fit on, in less than half the time. */
const manyRows = 1_000_000;

/** The number of parts. */
export const foldsOf = (rows: number): number => (rows < manyRows ? usual : 2);

/** Whether rows are enough to be dealt into parts. */
export const isFoldable = (rows: number): boolean => rows >= 2 * usual;
