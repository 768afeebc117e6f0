// The kernels of core. Those of rows take a job, a range of rows and scratch memory.
export { findBadDistribution, findBadLabel, findNotFinite } from "./check";
export { evaluationRows, fewClassesEvaluation } from "./evaluation";
export { fewClassesRows } from "./fewClasses";
export { heapStart } from "./heap";
export { crossEntropyRows, relaxationRows } from "./losses";
