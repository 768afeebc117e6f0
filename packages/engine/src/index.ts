// @softlabel/engine: ONNX graphs that learn.
export * from "./onnx/index.ts";
export * from "./autodiff/index.ts";
export * from "./models/index.ts";
export * from "./training/index.ts";
export * from "./linearHead/index.ts";
