import { z } from 'zod';
import { RecompraError } from '../../../config/errors';
import type { Tree } from '../../trees/tree';
import type { FittedBaselines } from './fit-baselines';

/** Name of the file in the model folder. */
export const BASELINES_FILE = 'baselines.json';

const numbers = z.array(z.number()).max(100_000);

const nodes = z.array(z.int()).min(1).max(100_000);
const tree = z
  .strictObject({
    feature: nodes,
    threshold: numbers,
    missingLeft: z.array(z.boolean()).max(100_000),
    left: nodes,
    right: nodes,
    value: numbers,
  })
  .refine(isWalkable, 'the nodes of a tree do not lead to leaves');

/** Whether every way from the root ends: children stand after their parent, and every node has its entries. */
function isWalkable({ feature, threshold, missingLeft, left, right, value }: Tree): boolean {
  const { length } = feature;
  if ([threshold, missingLeft, left, right, value].some((entries) => entries.length !== length)) return false;
  const isBelow = (child: number, node: number): boolean => child > node && child < length;
  return feature.every((index, node) => index < 0 || (isBelow(left[node]!, node) && isBelow(right[node]!, node)));
}

const boostedTrees = z.strictObject({
  start: z.number(),
  learningRate: z.number(),
  trees: z.array(tree).max(10_000),
});

/** Each is there where the kept model predicts with it. */
const baselinesSchema = z.strictObject({
  'global-median': numbers.exactOptional(),
  'last-gap': z.null().exactOptional(),
  'mean-gap': z.number().exactOptional(),
  'global-hazard': numbers.exactOptional(),
  'bg-nbd': z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }).exactOptional(),
  'beta-geometric': z
    .strictObject({
      mean: z.number(),
      strength: z.number(),
      weekdayStrength: z.number(),
      weekdayShares: numbers,
    })
    .exactOptional(),
  'hazard-table': z.strictObject({ rateBounds: numbers, hazard: z.array(numbers) }).exactOptional(),
  'calendar-forest': boostedTrees.exactOptional(),
  'gradient-boosting': boostedTrees.exactOptional(),
});

/** The baselines as bytes; floats are written so that they read back to the same bits. */
export function packBaselines(fitted: FittedBaselines): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(fitted));
}

/** @throws RecompraError (model) where the bytes are not what packBaselines writes */
export function unpackBaselines(bytes: Uint8Array): FittedBaselines {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new RecompraError('model', `${BASELINES_FILE} is not JSON`, { cause });
  }
  const parsed = baselinesSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new RecompraError('model', `${BASELINES_FILE}, ${path.join('.') || 'top level'}: ${message}`);
}
