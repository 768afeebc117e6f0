// Checksums of 32 bits, by which damaged files are recognised: CRC-32 and its relatives.

/**
 * The checksum of a reflected polynomial, starting from and finished with 0xffffffff.
 * @param polynomial 0xedb88320 for CRC-32 (IEEE 802.3), 0x82f63b78 for CRC-32C (Castagnoli)
 * @returns from bytes to a number from 0 to 2³²-1
 */
export function cyclicChecksum(polynomial: number): (bytes: Uint8Array) => number {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
  return (bytes) => {
    let crc = 0xffffffff;
    for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xff];
    return (crc ^ 0xffffffff) >>> 0;
  };
}
