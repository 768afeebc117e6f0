// Training: examples, optimizers, schedules and the trainer that uses them.
export type { Examples } from "./examples.ts";
export * from "./optimizers.ts";
export * from "./schedules.ts";
export type { NamedDefinition, Settings } from "./settings.ts";
