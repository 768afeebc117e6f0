// Where memory that the kernels do not use begins.

export function heapStart(): usize {
  return __heap_base;
}
