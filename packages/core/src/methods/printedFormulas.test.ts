// Every method against the formula it prints, evaluated here from its text by plain arithmetic, and against differences.
import { expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { parseMethod } from "./method.ts";
import { methodLoss } from "./methodLoss.ts";
import { methodTable } from "./methodTable.ts";

type Row = readonly number[];
/** What the letters of a formula stand for: logits, label, the teacher's logits and the method's parameters. */
interface Given {
  readonly z: Row;
  readonly y: number;
  readonly teacher: Row;
  readonly of: Readonly<Record<string, number>>;
}
interface Printed {
  /** The formula as the method prints it: who changes it there has to evaluate it again here. */
  readonly formula: string;
  /** The parameters to try: each with the method's text. */
  readonly tried: readonly string[];
  /** L, or R of a penalty. */
  value(given: Given): number;
  gradient(given: Given): Row;
}

const sum = (row: Row): number => row.reduce((total, value) => total + value, 0);
const softmax = (z: Row): number[] => {
  const powers = z.map((value) => Math.exp(value - Math.max(...z)));
  return powers.map((power) => power / sum(powers));
};
const oneHotRow = (y: number, { length }: Row): number[] => Array.from({ length }, (_, c) => Number(c === y));
const minus = (a: Row, b: Row): number[] => a.map((value, c) => value - b[c]);
const times = (factor: number, row: Row): number[] => row.map((value) => factor * value);
const plus = (a: Row, b: Row): number[] => a.map((value, c) => value + b[c]);
const dot = (a: Row, b: Row): number => sum(a.map((value, c) => value * b[c]));
const crossEntropy = (q: Row, p: Row): number => -sum(q.map((mass, c) => mass * Math.log(p[c])));
const divergence = (q: Row, p: Row): number => sum(q.map((mass, c) => (mass === 0 ? 0 : mass * Math.log(mass / p[c]))));
const largest = (z: Row): number => z.indexOf(Math.max(...z));

/** The cross-entropy of targets q, whose gradient is p - q. */
function ofTargets(formula: string, tried: readonly string[], q: (given: Given) => Row): Printed {
  return {
    formula,
    tried,
    value: (given) => crossEntropy(q(given), softmax(given.z)),
    gradient: (given) => minus(softmax(given.z), q(given)),
  };
}

/** (1-a) e_y + a other. */
const mixed = ({ z, y }: Given, a: number, other: Row): number[] =>
  plus(times(1 - a, oneHotRow(y, z)), times(a, other));
const even = ({ z }: Given): number[] => z.map(() => 1 / z.length);

/** A function of p_y, whose gradient is a factor of p - e_y. */
function ofLabel(
  formula: string,
  tried: readonly string[],
  value: (p: number, of: Given["of"]) => number,
  factor: (p: number, of: Given["of"]) => number,
): Printed {
  return {
    formula,
    tried,
    value: ({ z, y, of }) => value(softmax(z)[y], of),
    gradient: ({ z, y, of }) => times(factor(softmax(z)[y], of), minus(softmax(z), oneHotRow(y, z))),
  };
}

const focal = (p: number, g: number): number => -((1 - p) ** g) * Math.log(p);
const focalFactor = (p: number, g: number): number => (1 - p) ** g - g * p * (1 - p) ** (g - 1) * Math.log(p);
const flsd = (p: number): number => (p < 0.2 ? 5 : 3);

const relaxed = ({ z, y, of: { alpha } }: Given): number[] => {
  const p = softmax(z);
  return p.map((value, c) => (c === y ? 1 - alpha : (alpha * value) / (1 - p[y])));
};
const isSettled = ({ z, y, of: { alpha } }: Given): boolean => softmax(z)[y] >= 1 - alpha;

/** exp_t(z - λ), with λ by bisection such that it sums to one. */
function heavySoftmax(z: Row, t: number): number[] {
  const at = (lambda: number): number[] =>
    z.map((value) => (t === 1 ? Math.exp(value - lambda) : (1 + (1 - t) * (value - lambda)) ** (1 / (1 - t))));
  let [low, high] = [Math.max(...z), Math.max(...z) + 1000];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (sum(at(middle)) > 1) low = middle;
    else high = middle;
  }
  return at(high);
}
const boundedLog = (u: number, t: number): number => (u ** (1 - t) - 1) / (1 - t);
const heavyOf = ({ z, y, of: { t2 } }: Given): { p: number[]; q: number[] } => ({
  p: heavySoftmax(z, t2),
  q: oneHotRow(y, z),
});

const smoothed = "L = -Σ_c q_c log p_c with q = (1-α) e_y + α ";
const printed: Readonly<Record<string, Printed>> = {
  hard: ofLabel(
    "L = -log p_y; dL/dz = p - e_y",
    ["hard"],
    (p) => -Math.log(p),
    () => 1,
  ),
  smooth: ofTargets(`${smoothed}/K; dL/dz = p - q`.replace("α /K", "α/K"), ["smooth", "smooth:0.4"], (given) =>
    mixed(given, given.of.alpha, even(given)),
  ),
  relax: {
    formula: "L = 0 if p_y ≥ 1-α, else KL(p_r ‖ p) with p_r = 1-α on y, α p_k/(1-p_y) elsewhere; dL/dz = p - p_r",
    tried: ["relax", "relax:0.6"],
    value: (given) => (isSettled(given) ? 0 : divergence(relaxed(given), softmax(given.z))),
    gradient: (given) => (isSettled(given) ? given.z.map(() => 0) : minus(softmax(given.z), relaxed(given))),
  },
  prior: ofTargets(`${smoothed}π; dL/dz = p - q`, ["prior:0.3", "prior:0.3,frequencies=3/1/6"], (given) => {
    const isDrawn = given.of["frequencies.0"] !== undefined;
    return mixed(given, given.of.alpha, isDrawn ? [0.3, 0.1, 0.6] : even(given));
  }),
  similarity: ofTargets(
    `${smoothed}S_y; dL/dz = p - q; S_y: similarities to class y, summing to 1 (uniform: 1/(K-1), 0 on y)`,
    ["similarity:0.3", "similarity:0.3,matrix=0/3/1/2/0/2/1/1/2"],
    (given) => {
      const { z, y, of } = given;
      const drawn = [0, 1, 2].map((c) => of[`matrix.${3 * y + c}`] ?? 0);
      const uniform = z.map((_, c) => (c === y ? 0 : 1 / (z.length - 1)));
      return mixed(given, of.alpha, sum(drawn) === 0 ? uniform : times(1 / sum(drawn), drawn));
    },
  ),
  negative: ofTargets(
    "L = -Σ_c q_c log p_c with q = (1-r) e_y + r/K; dL/dz = p - q",
    ["negative", "negative:-0.7", "negative:0.3"],
    (given) => mixed(given, given.of.rate, even(given)),
  ),
  online: ofTargets(`${smoothed}S_y; dL/dz = p - q`, ["online", "online:0.2"], (given) =>
    mixed(given, given.of.alpha, even(given)),
  ),
  "teacher-free": ofTargets(
    `${smoothed}softmax(d/τ), d = a on y, (1-a)/(K-1) elsewhere; dL/dz = p - q`,
    ["teacher-free", "teacher-free:0.4,correct=0.8,temperature=2"],
    (given) => {
      const { z, y, of } = given;
      const d = z.map((_, c) => (c === y ? of.correct : (1 - of.correct) / (z.length - 1)));
      return mixed(given, of.alpha, softmax(times(1 / of.temperature, d)));
    },
  ),
  distill: {
    formula:
      "L = (1-b) CE(e_y, p) + b T² KL(t ‖ p_T) with t = softmax(teacher/T), p_T = softmax(z/T); dL/dz = (1-b) (p - e_y) + b T (p_T - t)",
    tried: ["distill", "distill:T=2,mix=0.3"],
    value({ z, y, teacher, of: { T, mix } }) {
      const [t, p] = [softmax(times(1 / T, teacher)), softmax(times(1 / T, z))];
      return (1 - mix) * crossEntropy(oneHotRow(y, z), softmax(z)) + mix * T ** 2 * divergence(t, p);
    },
    gradient({ z, y, teacher, of: { T, mix } }) {
      const [t, p] = [softmax(times(1 / T, teacher)), softmax(times(1 / T, z))];
      return plus(times(1 - mix, minus(softmax(z), oneHotRow(y, z))), times(mix * T, minus(p, t)));
    },
  },
  focal: ofLabel(
    "L = -(1-p_y)^γ log p_y; dL/dz = ((1-p_y)^γ - γ p_y (1-p_y)^(γ-1) log p_y) (p - e_y)",
    ["focal", "focal:0.5"],
    (p, { gamma }) => focal(p, gamma),
    (p, { gamma }) => focalFactor(p, gamma),
  ),
  "flsd-53": ofLabel(
    "L = -(1-p_y)^γ log p_y; dL/dz = ((1-p_y)^γ - γ p_y (1-p_y)^(γ-1) log p_y) (p - e_y), γ = 5 if p_y < 0.2 else 3",
    ["flsd-53"],
    (p) => focal(p, flsd(p)),
    (p) => focalFactor(p, flsd(p)),
  ),
  poly: ofLabel(
    "L = -log p_y + ε (1-p_y); dL/dz = (1 + ε p_y) (p - e_y)",
    ["poly", "poly:-0.5"],
    (p, { epsilon }) => -Math.log(p) + epsilon * (1 - p),
    (p, { epsilon }) => 1 + epsilon * p,
  ),
  gce: ofLabel(
    "L = (1 - p_y^q)/q; dL/dz = p_y^q (p - e_y)",
    ["gce", "gce:0.2"],
    (p, { q }) => (1 - p ** q) / q,
    (p, { q }) => p ** q,
  ),
  sce: ofLabel(
    "L = -α log p_y + 9.21 β (1-p_y); dL/dz = (α + 9.21 β p_y) (p - e_y)",
    ["sce", "sce:2,beta=0.3"],
    // 9.21 is log 10⁴, to the digits that are printed.
    (p, { alpha, beta }) => -alpha * Math.log(p) + Math.log(1e4) * beta * (1 - p),
    (p, { alpha, beta }) => alpha + Math.log(1e4) * beta * p,
  ),
  "bi-tempered": {
    formula:
      "L = Σ_c q_c (log_t1 q_c - log_t1 p_c) - (q_c^(2-t1) - p_c^(2-t1))/(2-t1), p = exp_t2(z - λ); dL/dz = d - p^t2 Σ_c d_c / Σ_c p_c^t2 with d = (p - q) p^(t2-t1)",
    tried: ["bi-tempered", "bi-tempered:t1=0.3,t2=2.5", "bi-tempered:t1=0.5,t2=1"],
    value(given) {
      const { p, q } = heavyOf(given);
      const { t1 } = given.of;
      const terms = p.map((value, c) => {
        const logarithms = q[c] === 0 ? 0 : q[c] * (boundedLog(q[c], t1) - boundedLog(value, t1));
        return logarithms - (q[c] ** (2 - t1) - value ** (2 - t1)) / (2 - t1);
      });
      return sum(terms);
    },
    gradient(given) {
      const { p, q } = heavyOf(given);
      const { t1, t2 } = given.of;
      const d = p.map((value, c) => (value - q[c]) * value ** (t2 - t1));
      const escort = p.map((value) => value ** t2);
      return minus(d, times(sum(d) / sum(escort), escort));
    },
  },
  brier: {
    formula: "L = Σ_c (p_c - q_c)²; dL/dz = 2 p ⊙ (d - p·d) with d = p - q",
    tried: ["brier"],
    value: ({ z, y }) => sum(minus(softmax(z), oneHotRow(y, z)).map((value) => value ** 2)),
    gradient({ z, y }) {
      const p = softmax(z);
      const d = minus(p, oneHotRow(y, z));
      return p.map((value, c) => 2 * value * (d[c] - dot(p, d)));
    },
  },
  "logit-norm": {
    formula: "L = CE(z / (τ‖z‖), q); dL/dz = (I - z zᵀ/‖z‖²) (softmax(z/(τ‖z‖)) - q) / (τ‖z‖)",
    tried: ["logit-norm:0.3", "logit-norm:2"],
    value({ z, y, of: { temperature } }) {
      return crossEntropy(oneHotRow(y, z), softmax(times(1 / (temperature * Math.hypot(...z)), z)));
    },
    gradient({ z, y, of: { temperature } }) {
      const scale = temperature * Math.hypot(...z);
      const g = minus(softmax(times(1 / scale, z)), oneHotRow(y, z));
      return times(1 / scale, minus(g, times(dot(z, g) / dot(z, z), z)));
    },
  },
  penalty: {
    formula: "R = -β H(p), with a hinge β max(0, Γ - H(p)); dR/dz = β p (log p + H)",
    tried: ["penalty:0.5", "penalty:0.5,hinge=0.7"],
    value({ z, of: { beta, hinge } }) {
      const h = crossEntropy(softmax(z), softmax(z));
      return beta * (Number.isFinite(hinge) ? Math.max(0, hinge - h) : -h);
    },
    gradient({ z, of: { beta, hinge } }) {
      const p = softmax(z);
      const h = crossEntropy(p, p);
      return p.map((value) => (hinge <= h ? 0 : beta * value * (Math.log(value) + h)));
    },
  },
  margin: {
    formula:
      "R = (λ/K) Σ_k max(0, max z - z_k - m); dR/dz_k = -λ/K beyond the margin, λ/K times their number on the largest",
    tried: ["margin:0.5,margin=1", "margin"],
    value: ({ z, of: { lambda, margin } }) =>
      (lambda / z.length) * sum(z.map((value) => Math.max(0, Math.max(...z) - value - margin))),
    gradient({ z, of: { lambda, margin } }) {
      const beyond = z.map((value) => Number(Math.max(...z) - value > margin));
      return z.map((_, k) => (lambda / z.length) * (k === largest(z) ? sum(beyond) : -beyond[k]));
    },
  },
  maxsup: {
    formula: "R = a (max z - mean z); dR/dz = a (e_max - 1/K); a goes evenly from its first to its last value",
    tried: ["maxsup", "maxsup:from=0.1,to=0.7"],
    value: ({ z, of: { to } }) => to * (Math.max(...z) - sum(z) / z.length),
    gradient: ({ z, of: { to } }) =>
      times(
        to,
        oneHotRow(largest(z), z).map((value) => value - 1 / z.length),
      ),
  },
  "logit-penalty": {
    formula: "R = (β/2) ‖z‖²; dR/dz = β z",
    tried: ["logit-penalty", "logit-penalty:0.7"],
    value: ({ z, of: { beta } }) => (beta / 2) * dot(z, z),
    gradient: ({ z, of: { beta } }) => times(beta, z),
  },
  "z-loss": {
    formula: "R = λ (log Σ exp z)²; dR/dz = 2 λ (log Σ exp z) p",
    tried: ["z-loss", "z-loss:0.7"],
    value: ({ z, of: { lambda } }) => lambda * Math.log(sum(z.map(Math.exp))) ** 2,
    gradient: ({ z, of: { lambda } }) => times(2 * lambda * Math.log(sum(z.map(Math.exp))), softmax(z)),
  },
};

/** The loss whose value is compared: a penalty's stands beside cross-entropy, whose part is taken off. */
const isPenalty = (name: string): boolean => methodTable.some((row) => row.name === name && row.penalty);

function given(text: string, draw: number): Given {
  const random = createRandom("formulas").fork(text, draw);
  const drawn = (scale: number) => Array.from({ length: 3 }, () => scale * random.normal());
  const { parameters } = parseMethod(text);
  const of = Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one, i) => [`${name}.${i}`, Number(one)]) : [[name, Number(value)]],
    ),
  ) as Record<string, number>;
  return { z: drawn(draw < 5 ? 1 : 4), y: draw % 3, teacher: drawn(2), of };
}

/** Our value and gradient; without cross-entropy's where a penalty stands alone. */
function ours(name: string, text: string, { z, y, teacher }: Given): { value: number; gradient: number[] } {
  const arrays = [Float64Array.from(z), Int32Array.of(y), [1, z.length], Float64Array.from(teacher)] as const;
  const [whole, hard] = [methodLoss(text).evaluate(...arrays), methodLoss("hard").evaluate(...arrays)];
  const taken = isPenalty(name) ? hard : { value: 0, gradient: new Float64Array(z.length) };
  return { value: whole.value - taken.value, gradient: minus([...whole.gradient], [...taken.gradient]) };
}

it("evaluates the formula of every method", () => {
  expect(Object.entries(printed).map(([name, { formula }]) => ({ name, formula }))).toEqual(
    methodTable.map(({ name, formula }) => ({ name, formula })),
  );
});

const cases = Object.entries(printed).flatMap(([name, { tried }]) => tried.map((text) => ({ name, text })));

it.each(cases)("$text has the value and the gradient of its printed formula", ({ name, text }) => {
  for (let draw = 0; draw < 30; draw++) {
    const row = given(text, draw);
    const { value, gradient } = ours(name, text, row);
    const expected = printed[name].gradient(row);
    // LogitNorm adds 1e-7 to the length.
    const digits = name === "logit-norm" ? 5 : 10;
    expect(value, `value ${draw}`).toBeCloseTo(printed[name].value(row), digits);
    gradient.forEach((slope, c) => expect(slope, `gradient ${draw}, ${c}`).toBeCloseTo(expected[c], digits));
  }
});

it.each(cases)("$text has the gradient of its value", ({ name, text }) => {
  for (let draw = 0; draw < 30; draw++) {
    const row = given(text, draw);
    const { gradient } = ours(name, text, row);
    const at = (c: number, step: number): number =>
      ours(name, text, { ...row, z: row.z.map((value, k) => value + (k === c ? step : 0)) }).value;
    gradient.forEach((slope, c) => {
      const [near, far] = [1e-4, 2e-4].map((step) => (at(c, step) - at(c, -step)) / (2 * step));
      expect(slope, `gradient ${draw}, ${c}`).toBeCloseTo((4 * near - far) / 3, 6);
    });
  }
});
