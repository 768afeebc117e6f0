// The kernels of the engine: each is one pass over blocks of float32 whose length is a multiple of 16 bytes.
export { adam } from "./adam";
export { decayGradients, scale } from "./decay";
export { heapStart } from "./heap";
export { rmsprop } from "./rmsprop";
export { sgd, sgdWithMomentum } from "./sgd";
export { sweep } from "./sweep";
