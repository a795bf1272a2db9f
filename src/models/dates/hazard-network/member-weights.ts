import * as tf from '@tensorflow/tfjs-node';
import { DAY_INPUTS, FIRST_SKIP, USUAL_LOGIT } from './day-layout';

/** Widths of the context network, and of the head that each day shares. */
export const CONTEXT_UNITS = 96;
export const HEAD_UNITS = 16;
/** Days of history whose purchases weigh on a later day by their distance alone. */
export const LAG_DAYS = 56;

/** The parameters of one member; their order is that of the file. */
export const PARAMETERS = [
  'context1',
  'contextBias1',
  'context2',
  'contextBias2',
  'headContext',
  'headDay',
  'headBias',
  'headOut',
  'skipContext',
  'skipDay',
  'lags',
  'bias',
] as const;
export type Parameter = (typeof PARAMETERS)[number];
export type MemberTensors = Record<Parameter, tf.Tensor2D>;

/** Rows and columns of each parameter. */
export function parameterShapes(inputs: number, horizon: number): Record<Parameter, [number, number]> {
  return {
    context1: [inputs, CONTEXT_UNITS],
    contextBias1: [1, CONTEXT_UNITS],
    context2: [CONTEXT_UNITS, CONTEXT_UNITS],
    contextBias2: [1, CONTEXT_UNITS],
    headContext: [CONTEXT_UNITS, HEAD_UNITS],
    headDay: [DAY_INPUTS, HEAD_UNITS],
    headBias: [1, HEAD_UNITS],
    headOut: [HEAD_UNITS, 1],
    skipContext: [CONTEXT_UNITS, 1],
    skipDay: [DAY_INPUTS, 1],
    lags: [LAG_DAYS + horizon - 1, 1],
    bias: [1, 1],
  };
}

/** Weights that are drawn by lot, with the variance of each; all others start at zero. */
function spread(inputs: number): Partial<Record<Parameter, number>> {
  return {
    context1: 2 / inputs,
    context2: 2 / CONTEXT_UNITS,
    headContext: 1 / CONTEXT_UNITS,
    headDay: 1 / DAY_INPUTS,
    headOut: 0.01 / HEAD_UNITS,
  };
}

/** Start of a member: it answers about as the hazard tables do. The seed decides the rest. */
export function startMember(inputs: number, horizon: number, seed: number): MemberTensors {
  const shapes = parameterShapes(inputs, horizon);
  const variances = spread(inputs);
  const draw = (name: Parameter, index: number): tf.Tensor2D => {
    if (name === 'skipDay') return tf.tensor2d([...FIRST_SKIP], shapes.skipDay);
    if (name === 'bias') return tf.fill(shapes.bias, USUAL_LOGIT);
    const variance = variances[name];
    if (variance === undefined) return tf.zeros(shapes[name]);
    return tf.randomNormal(shapes[name], 0, Math.sqrt(variance), 'float32', 31 * seed + index + 1);
  };
  return Object.fromEntries(PARAMETERS.map((name, index) => [name, draw(name, index)])) as MemberTensors;
}

/** The values of a member's parameters, for keeping. */
export function memberValues(tensors: MemberTensors): Float32Array[] {
  return PARAMETERS.map((name) => tensors[name].dataSync() as Float32Array);
}
