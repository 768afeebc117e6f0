// The methods: each a named way to soften, as data. Adding one is adding a row.
import type { Range } from "../check.ts";
import type { ParameterDefinition, ValuesOf } from "../parameters.ts";
import { oneHot } from "../targets/oneHot.ts";
import { smoothingConventions, smoothingRange, smoothLabels } from "../targets/smoothing.ts";
import { crossEntropyRule } from "./crossEntropyRule.ts";
import { labelRelaxationRule, relaxationRange } from "./labelRelaxationRule.ts";
import type { LossRule } from "./rule.ts";

/** A rule that makes target rows, row-major [N, K], from N labels of K classes. */
export type TargetRule = (labels: Int32Array, classes: number) => Float64Array;

/** What a method's parameters determine. */
export interface BuiltMethod {
  /** The rows the loss is given. */
  readonly targets: TargetRule;
  /** The rows the model is really pulled to, where they are not those the loss is given. */
  readonly pull?: TargetRule;
  readonly loss: LossRule;
}

/** A method before its parameters are given. */
export interface MethodDefinition<Table extends readonly ParameterDefinition[] = readonly ParameterDefinition[]> {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly summary: string;
  readonly parameters: Table;
  /** Where it comes from. */
  readonly paper: string;
  build(values: ValuesOf<Table>): BuiltMethod;
}

/** A row whose builder is given its own parameters, typed. */
function method<const Table extends readonly ParameterDefinition[]>(
  row: MethodDefinition<Table>,
): MethodDefinition<Table> {
  return row;
}

const alpha = (range: Range, help: string) => ({ name: "alpha", help, default: 0.1, range, alone: "written" }) as const;

/** All methods. */
export const methodTable: readonly MethodDefinition[] = [
  method({
    name: "hard",
    summary: "one-hot targets: all mass on the label's class",
    parameters: [],
    paper: "the usual cross-entropy",
    build: () => ({ targets: (labels, classes) => oneHot(labels, classes), loss: crossEntropyRule }),
  }),
  method({
    name: "smooth",
    summary: "label smoothing: a part alpha of the mass is spread evenly over the classes",
    parameters: [
      alpha(smoothingRange, "the mass that is spread"),
      {
        name: "over",
        help: "the classes it is spread over: all (PyTorch, Keras) or the others than the label's (fairseq)",
        default: "all",
        choices: smoothingConventions,
      },
    ],
    paper: "Szegedy et al. 2016, arXiv:1512.00567",
    build: ({ alpha, over }) => ({
      targets: (labels, classes) => smoothLabels(labels, classes, alpha, { over }),
      loss: crossEntropyRule,
    }),
  }),
  method({
    name: "relax",
    summary: "label relaxation: any prediction that gives the label's class at least 1 - alpha costs nothing",
    parameters: [alpha(relaxationRange, "the mass the other classes may keep; 0 is hard targets")],
    paper: "Lienen and Hüllermeier 2021, From Label Smoothing to Label Relaxation, AAAI",
    build: ({ alpha }) => ({
      targets: (labels, classes) => oneHot(labels, classes),
      pull: (labels, classes) => smoothLabels(labels, classes, alpha, { over: "others" }),
      loss: labelRelaxationRule(alpha),
    }),
  }),
];
