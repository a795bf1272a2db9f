import { z } from 'zod';
import { RecompraError } from '../../../config/errors';
import { contextWidth } from './context-inputs';
import type { HazardNetwork } from './hazard-network';
import { PARAMETERS, parameterShapes } from './member-weights';

/** Name of the file in the model folder that holds the weights: float32, members and parameters in their order. */
export const HAZARD_WEIGHTS_FILE = 'hazard-network.bin';

const numbers = z.array(z.number()).max(10_000);

/** The manifest's part for a hazard network. */
export const hazardNetworkSchema = z.strictObject({
  horizon: z.int().min(1).max(3660),
  scaler: z.strictObject({ mean: numbers, deviation: numbers }),
  tables: z.strictObject({
    global: numbers,
    groupRates: numbers,
    byGroup: z.array(numbers).max(1000),
    weekdayShares: numbers,
  }),
  members: z.int().min(1).max(64),
});
export type HazardNetworkManifest = z.output<typeof hazardNetworkSchema>;

/** A network as its part of the manifest and the bytes of HAZARD_WEIGHTS_FILE. */
export function packHazardNetwork({ members, ...rest }: HazardNetwork): {
  manifest: HazardNetworkManifest;
  weights: Uint8Array;
} {
  const values = members.flat();
  const weights = new DataView(new ArrayBuffer(4 * values.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const parameter of values) {
    for (const value of parameter) {
      weights.setFloat32(at, value, true);
      at += 4;
    }
  }
  return { manifest: { ...rest, members: members.length }, weights: new Uint8Array(weights.buffer) };
}

/**
 * The network of `packHazardNetwork` again; its chances are equal to the bit on the same backend.
 *
 * @throws RecompraError (model) where the weights are too few or too many
 */
export function unpackHazardNetwork(manifest: HazardNetworkManifest, weights: Uint8Array): HazardNetwork {
  const { members, ...rest } = manifest;
  const shapes = parameterShapes(contextWidth(rest.scaler), rest.horizon);
  const sizes = PARAMETERS.map((name) => shapes[name][0] * shapes[name][1]);
  const expected = 4 * members * sizes.reduce((a, b) => a + b, 0);
  if (weights.length !== expected) {
    throw new RecompraError('model', `${HAZARD_WEIGHTS_FILE} has ${weights.length} bytes, expected ${expected}`);
  }
  const view = new DataView(weights.buffer, weights.byteOffset, weights.length);
  let at = 0;
  const next = () => {
    at += 4;
    return view.getFloat32(at - 4, true);
  };
  const read = (size: number) => Float32Array.from({ length: size }, next);
  return { ...rest, members: Array.from({ length: members }, () => sizes.map(read)) };
}
