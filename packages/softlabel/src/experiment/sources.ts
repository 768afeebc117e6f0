// What an experiment is made from beside its options: hashes of content, so that a change is noticed.

/** Hashes by what they are of. */
export interface Sources {
  /** Of the data set's content. */
  readonly fingerprint: string;
}
