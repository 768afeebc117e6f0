// SHA-256 where Node's own is missing: in browsers.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** A hash that is fed piece by piece. */
export interface Sha256 {
  add(bytes: Uint8Array): void;
  /** 64 hexadecimal digits of all pieces; nothing can be added afterwards. */
  end(): string;
}

/** A hash of nothing yet. */
export function createSha256(): Sha256 {
  const hash = sha256.create();
  return { add: (bytes) => void hash.update(bytes), end: () => bytesToHex(hash.digest()) };
}
