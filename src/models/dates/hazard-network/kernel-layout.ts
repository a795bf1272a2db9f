import { DAY_LAYOUT } from './day-layout';
import type { Parameter } from './member-weights';
import { CONTEXT_UNITS, HEAD_UNITS, LAG_DAYS, PARAMETERS, parameterShapes } from './member-weights';

const FLOAT = 4;
/** Floats of a vector. */
export const LANES = 4;
/** Inputs of a day up to its weekday: the others are 1 at one weekday and one part of the month, else 0. */
export const DENSE_INPUTS = DAY_LAYOUT.weekday;
/** What a day's inputs are weighed for: the units of the head, and the logit itself. */
export const DAY_OUTPUTS = HEAD_UNITS + 1;
/** What the context is weighed for: the same of all days; up to a whole number of vectors. */
export const CONTEXT_OUTPUTS = LANES * Math.ceil(DAY_OUTPUTS / LANES);

/** Where everything lies in the kernel's memory, in bytes; all are multiples of a vector's size. */
export interface KernelLayout {
  bytes: number;
  inputs: number;
  /** Days, and up to a whole number of vectors. */
  days: number;
  paddedDays: number;
  members: number;
  /** Written for each row: standardised inputs of the context; dense inputs, each of all days; ages of purchases, as
   * offsets, and their number. */
  context: number;
  day: number;
  purchases: number;
  purchaseCount: number;
  /** Written for each origin and member: what the weekday of each day weighs for DAY_OUTPUTS, each of all days, and then
   * what its part of the month weighs. */
  calendar: number[];
  /** Chance of each day: the answer. */
  hazards: number;
  /** In passing. */
  list: number;
  first: number;
  second: number;
  /** Of each member, CONTEXT_OUTPUTS. */
  steady: number;
  logits: number;
  /** Parameters of each member as they are; lags go on with zeros. */
  weights: Record<Parameter, number>[];
  /** headContext and skipContext of each member side by side, [CONTEXT_UNITS × CONTEXT_OUTPUTS], and their biases. */
  outputs: number[];
  outputBias: number[];
  /** headDay and skipDay of each member side by side, [DENSE_INPUTS × DAY_OUTPUTS]. */
  dayWeights: number[];
}

/** Lays the memory out. */
export function kernelLayout(inputs: number, days: number, members: number): KernelLayout {
  const shapes = parameterShapes(inputs, days);
  const paddedDays = LANES * Math.ceil(days / LANES);
  let bytes = 0;
  const take = (floats: number): number => {
    const at = bytes;
    bytes += FLOAT * LANES * Math.ceil(floats / LANES);
    return at;
  };
  const weightsOf = () =>
    Object.fromEntries(PARAMETERS.map((name) => [name, take(shapes[name][0] * shapes[name][1] + LANES)]));
  const each = (floats: number) => Array.from({ length: members }, () => take(floats));
  const layout = {
    inputs,
    days,
    paddedDays,
    members,
    context: take(inputs),
    day: take(DENSE_INPUTS * paddedDays),
    purchases: take(LAG_DAYS),
    purchaseCount: take(1),
    calendar: each(2 * DAY_OUTPUTS * paddedDays),
    hazards: take(paddedDays),
    list: take(2 * Math.max(inputs, CONTEXT_UNITS) + 2),
    first: take(CONTEXT_UNITS),
    second: take(CONTEXT_UNITS),
    steady: take(members * CONTEXT_OUTPUTS),
    logits: take(members * paddedDays),
    weights: Array.from({ length: members }, () => weightsOf() as Record<Parameter, number>),
    outputs: each(CONTEXT_UNITS * CONTEXT_OUTPUTS),
    outputBias: each(CONTEXT_OUTPUTS),
    dayWeights: each(DENSE_INPUTS * DAY_OUTPUTS),
  };
  return { ...layout, bytes };
}
