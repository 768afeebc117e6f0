// Public names of onnx.
export {};
