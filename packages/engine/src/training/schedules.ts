// Schedules as a table: the factor on the learning rate at each step, after a linear warm-up.
import { type ParameterDefinition, type ParameterValues } from "@softlabel/core";
import { formatNamed, parseNamed } from "@softlabel/core/internal";
import { toSettings, type NamedDefinition, type Settings } from "./settings.ts";

/** How long a training is. */
export interface Timeline {
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** A row of the table of schedules. */
interface ScheduleDefinition extends NamedDefinition {
  /** The factor at `step` (from 0) of `timeline`, both without the warm-up. */
  factor(settings: Settings, step: number, timeline: Timeline): number;
}

/** A named way for the learning rate to change over a training. */
export interface Schedule {
  readonly name: string;
  readonly parameters: ParameterValues;
  /**
   * The factor on the optimizer's learning rate.
   * @param step counts from 0
   */
  factor(step: number, timeline: Timeline): number;
  /** Canonical text: `parseSchedule(schedule.toString())` equals the schedule. */
  toString(): string;
}

/** From `from` at share 0 to `to` at share 1 along half a cosine. */
function halfCosine(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}

const warmup: ParameterDefinition = {
  name: "warmup",
  default: 0,
  range: { from: 0, to: Infinity, integer: true },
  alone: "read",
  help: "steps over which the learning rate first rises in equal parts",
};
const unit = { from: 0, to: 1 };

const constant: ScheduleDefinition = {
  name: "constant",
  summary: "the same learning rate throughout",
  parameters: [warmup],
  factor: () => 1,
};

const step: ScheduleDefinition = {
  name: "step",
  summary: "multiplied by a factor every so many epochs",
  parameters: [
    {
      name: "every",
      default: 10,
      range: { from: 1, to: Infinity, integer: true },
      alone: "read",
      help: "epochs between two drops",
    },
    { name: "factor", default: 0.1, range: { ...unit, open: "from" }, help: "what each drop multiplies by" },
    warmup,
  ],
  factor: ({ every, factor }, step, { stepsPerEpoch }) => factor ** Math.floor(step / (every * stepsPerEpoch)),
};

const cosine: ScheduleDefinition = {
  name: "cosine",
  summary: "down along half a cosine (Loshchilov and Hutter 2017, without restarts)",
  parameters: [
    { name: "floor", default: 0, range: unit, alone: "read", help: "share of the learning rate it comes down to" },
    warmup,
  ],
  factor: ({ floor }, step, { steps }) => halfCosine(1, floor, Math.min(step / steps, 1)),
};

const oneCycle: ScheduleDefinition = {
  name: "one-cycle",
  summary: "up to the learning rate and down to nearly nothing (Smith and Topin 2018)",
  parameters: [
    {
      name: "rise",
      default: 0.3,
      range: { ...unit, open: "both" },
      alone: "read",
      help: "share of the steps spent rising",
    },
    { name: "start", default: 0.04, range: { ...unit, open: "from" }, help: "share of the learning rate it starts at" },
    { name: "end", default: 4e-6, range: unit, help: "share of the learning rate it ends at" },
    warmup,
  ],
  factor({ rise, start, end }, step, { steps }) {
    const peak = rise * steps - 1;
    const share = (from: number, to: number) => (to > from ? Math.min((step - from) / (to - from), 1) : 1);
    return step <= peak ? halfCosine(start, 1, share(0, peak)) : halfCosine(1, end, share(peak, steps - 1));
  },
};

/** Every schedule that `parseSchedule` knows: its names, ranges, defaults and help. */
export const scheduleTable: readonly ScheduleDefinition[] = [constant, step, cosine, oneCycle];

/**
 * Reads a schedule: "constant", "step:every=10,factor=0.1", "cosine:warmup=100", "one-cycle:rise=0.3".
 * During w warm-up steps the factor is (step + 1) / (w + 1) of where the schedule begins; the rest of the training is its own.
 * @param text a name of `scheduleTable`, then its parameters
 * @throws UsageError for unknown names and values out of range
 */
export function parseSchedule(text: string): Schedule {
  const { row, values } = parseNamed("schedule", text, scheduleTable);
  const settings = toSettings(values);
  const { warmup } = settings;
  return {
    name: row.name,
    parameters: values,
    factor(step, timeline) {
      const own = { ...timeline, steps: Math.max(timeline.steps - warmup, 1) };
      const rising = Math.min((step + 1) / (warmup + 1), 1);
      return rising * row.factor(settings, Math.max(step - warmup, 0), own);
    },
    toString: () => formatNamed(row, values),
  };
}
