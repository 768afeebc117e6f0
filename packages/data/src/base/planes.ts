// Pixels of several channels: a plane per channel, as models take them, or channels side by side, as image files have them.

/** [height, width, channels] → [channels, height, width]. */
export function toPlanes(pixels: Uint8Array, channels: number): Uint8Array {
  return transpose(pixels, pixels.length / channels, channels);
}

/** [channels, height, width] → [height, width, channels]. */
export function fromPlanes(planes: Uint8Array, channels: number): Uint8Array {
  return transpose(planes, channels, planes.length / channels);
}

/** [rows, columns] → [columns, rows]. */
function transpose(values: Uint8Array, rows: number, columns: number): Uint8Array {
  if (rows === 1 || columns === 1) return values;
  const result = new Uint8Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column];
  }
  return result;
}
