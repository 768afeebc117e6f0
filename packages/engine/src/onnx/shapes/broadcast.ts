// Broadcasting: the shape that several shapes stretch to, and the way back.

/** The shape to which all `shapes` broadcast, or undefined where two dimensions disagree. */
export function broadcastShapes(shapes: readonly (readonly number[])[]): readonly number[] | undefined {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let i = 0; i < shape.length; i++) {
      const axis = rank - shape.length + i;
      if (result[axis] === 1) result[axis] = shape[i];
      else if (shape[i] !== 1 && shape[i] !== result[axis]) return undefined;
    }
  }
  return result;
}

/** The axes of `to` along which `from` was repeated to become `to`. */
export function broadcastAxes(from: readonly number[], to: readonly number[]): readonly number[] {
  const added = to.length - from.length;
  return to.flatMap((dimension, axis) => (axis < added || from[axis - added] !== dimension ? [axis] : []));
}
