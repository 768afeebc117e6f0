// The kernels of core. Those of rows take a job, a range of rows and scratch memory.
export { areLabels, findBadDistribution, sumOf } from "./check";
export { evaluationRows, fewClassesEvaluation } from "./evaluation";
export { fewClassesRelaxation, fewClassesRows } from "./fewClasses";
export { heapStart } from "./heap";
export { crossEntropyRows, relaxationRows } from "./losses";
