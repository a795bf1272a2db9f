import { z } from 'zod';

/** More than any network of ours has, and little enough for any memory. */
const MOST_UNITS = 1024;
const MOST_LAYERS = 64;

const weightSpecs = z
  .array(
    z.looseObject({
      name: z.string().max(200),
      dtype: z.literal('float32'),
      shape: z.array(z.int().min(1).max(MOST_UNITS)).max(2),
    }),
  )
  .max(4 * MOST_LAYERS);

const layer = z.looseObject({
  class_name: z.string(),
  config: z.looseObject({ units: z.int().min(1).max(MOST_UNITS).optional() }),
});

const topologySchema = z.looseObject({
  modelTopology: z.looseObject({
    config: z.union([z.array(layer).max(MOST_LAYERS), z.looseObject({ layers: z.array(layer).max(MOST_LAYERS) })]),
  }),
  weightsManifest: z.tuple([z.looseObject({ weights: weightSpecs })]),
});

/** Parts of a network that take no more memory than their units say. */
const KNOWN_LAYERS = new Set([
  'InputLayer',
  'Dense',
  'Dropout',
  'Activation',
  'BatchNormalization',
  'Concatenate',
  'Add',
  'Average',
]);

/**
 * Why a network's two files are not to be loaded, or null: before anything is built, its layers are known ones of a size
 * that any memory holds, and its weights are as many as it says.
 */
export function networkFault(topology: Uint8Array, weights: Uint8Array): string | null {
  const parsed = topologySchema.safeParse(parseJson(topology));
  if (!parsed.success) return 'is no network of this program';
  const { config } = parsed.data.modelTopology;
  const other = (Array.isArray(config) ? config : config.layers).find(
    ({ class_name }) => !KNOWN_LAYERS.has(class_name),
  );
  if (other !== undefined) return 'has a layer of another kind than this program builds';
  const values = parsed.data.weightsManifest[0].weights.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  return 4 * values === weights.length ? null : `needs ${4 * values} bytes of weights, and there are ${weights.length}`;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Whether all float32 values of these bytes are numbers. */
export function areFinite(bytes: Uint8Array): boolean {
  if (bytes.length % 4 !== 0) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 4) {
    if (!Number.isFinite(view.getFloat32(at, true))) return false;
  }
  return true;
}
