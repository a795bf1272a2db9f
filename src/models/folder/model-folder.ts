import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RecompraError } from '../../config/errors';
import { DATE_MODELS, PRODUCT_METHODS } from '../../config/model-names';
import { recurrenceSchema } from '../../config/settings';
import { DEPTH } from '../../evaluation/ranking';
import { FEATURE_NAMES, FEATURES_VERSION } from '../../features/feature-list';
import { BASELINES_FILE, packBaselines, unpackBaselines } from '../dates/baselines/baselines-file';
import { ELAPSED_CELLS } from '../dates/baselines/elapsed-cells';
import {
  HAZARD_WEIGHTS_FILE,
  hazardNetworkSchema,
  packHazardNetwork,
  unpackHazardNetwork,
} from '../dates/hazard-network/hazard-network-files';
import { areFinite } from '../fitting/checked-network';
import type { TrainedModel } from '../trained-model';
import { probeModel } from './probe-model';
import { packRanker, rankerFiles, rankerSchema, unpackRanker } from './ranker-files';
import { isSealed, sealManifest } from './sealed-manifest';

/** Bumped when the folder's layout or meaning changes. */
const MODEL_VERSION = 5;
export const MANIFEST_FILE = 'manifest.json';

const shares = z.strictObject({ share: z.number(), recentShare: z.number() });

/** Longest name of a manifest. */
const name = z.string().max(200);

const manifestSchema = z.strictObject({
  schema: z.literal('recompra/model'),
  version: z.literal(MODEL_VERSION),
  featuresVersion: z.number(),
  features: z.array(name).max(1000),
  horizon: z.int().min(1).max(3660),
  /** Chance of a second purchase by cell of days since the first. */
  afterFirstPurchase: z.array(z.number().min(0).max(1)).length(ELAPSED_CELLS),
  hazardNetwork: hazardNetworkSchema.nullable(),
  chosenDateModel: z.enum(DATE_MODELS),
  intervalRule: z.strictObject({ leastMass: z.number().min(0).max(1), dayPrice: z.number().min(0).max(1) }),
  chosenRecommender: z.enum(PRODUCT_METHODS),
  ranker: rankerSchema.nullable(),
  hitChances: z
    .strictObject({
      ranks: z.array(z.number()).min(1).max(DEPTH),
      slopes: shares,
      centres: shares,
    })
    .nullable(),
  rule: recurrenceSchema,
  seed: z.int(),
  trainedThrough: z.int(),
  files: z.array(z.strictObject({ name, bytes: z.int().min(0), sha256: z.string().length(64) })).max(1000),
  /** Hash of the rest, see sealManifest. */
  seal: z.string(),
});
type Manifest = z.output<typeof manifestSchema>;

/**
 * A trained model as the files of its folder, manifest included: what the chosen models need, and none that was only
 * compared with. `extra` files are listed and checked with the rest.
 */
export async function packModel(
  trained: TrainedModel,
  extra: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<Map<string, Uint8Array>> {
  const { candidates, ranker, ...choice } = trained;
  const { horizon, baselines, hazardNetwork, afterFirstPurchase } = candidates;
  const hazard = hazardNetwork && packHazardNetwork(hazardNetwork);
  const packed = ranker && (await packRanker(ranker));
  const files = new Map([
    [BASELINES_FILE, packBaselines(baselines)] as const,
    ...(hazard ? [[HAZARD_WEIGHTS_FILE, hazard.weights] as const] : []),
    ...(packed?.files ?? []),
    ...extra,
  ]);
  const manifest: Omit<Manifest, 'seal'> = {
    schema: 'recompra/model',
    version: MODEL_VERSION,
    featuresVersion: FEATURES_VERSION,
    features: [...FEATURE_NAMES],
    horizon,
    afterFirstPurchase,
    hazardNetwork: hazard?.manifest ?? null,
    ...choice,
    ranker: packed?.manifest ?? null,
    files: [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  files.set(MANIFEST_FILE, sealManifest(manifest));
  return files;
}

/**
 * The model of a folder, or an error that says what is wrong with it: not a model, another version, other features,
 * a file missing or altered. Nothing is used before everything is checked.
 *
 * @param folder where the files come from, for messages
 */
export async function unpackModel(files: ReadonlyMap<string, Uint8Array>, folder: string): Promise<TrainedModel> {
  const manifest = readManifest(files, folder);
  checkFeatures(manifest, folder);
  checkFiles(manifest, files, folder);
  try {
    const trained = await assemble(manifest, files);
    probeModel(trained);
    return trained;
  } catch (cause) {
    if (cause instanceof RecompraError && cause.kind !== 'model') throw cause;
    throw refused(folder, `its parts do not fit: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}

async function assemble(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Promise<TrainedModel> {
  const { horizon, hazardNetwork, afterFirstPurchase } = manifest;
  const { chosenDateModel, intervalRule, chosenRecommender, hitChances, rule, seed, trainedThrough } = manifest;
  return {
    candidates: {
      horizon,
      baselines: unpackBaselines(files.get(BASELINES_FILE)!),
      regressor: null,
      hazardNetwork: hazardNetwork && unpackHazardNetwork(hazardNetwork, files.get(HAZARD_WEIGHTS_FILE)!),
      afterFirstPurchase,
    },
    chosenDateModel,
    intervalRule,
    chosenRecommender,
    ranker: manifest.ranker && (await unpackRanker(manifest.ranker, files)),
    hitChances,
    rule,
    seed,
    trainedThrough,
  };
}

function readManifest(files: ReadonlyMap<string, Uint8Array>, folder: string): Manifest {
  const bytes = files.get(MANIFEST_FILE);
  if (bytes === undefined) throw refused(folder, `it has no ${MANIFEST_FILE}`);
  const text = new TextDecoder().decode(bytes);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw refused(folder, `${MANIFEST_FILE} is not JSON`, cause);
  }
  const version = (content as { version?: unknown } | null)?.version;
  if (version !== MODEL_VERSION) {
    throw refused(folder, `it is of version ${JSON.stringify(version)}, this program reads version ${MODEL_VERSION}`);
  }
  if (!isSealed(text)) throw refused(folder, `${MANIFEST_FILE} was changed after it was written`);
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw refused(folder, `${MANIFEST_FILE}, ${path.join('.') || 'top level'}: ${message}`);
  }
  return parsed.data;
}

function checkFeatures({ features, featuresVersion }: Manifest, folder: string): void {
  const other = features.findIndex((name, index) => name !== FEATURE_NAMES[index]);
  if (featuresVersion !== FEATURES_VERSION) {
    throw refused(
      folder,
      `it was trained on feature list ${featuresVersion}, this program computes list ${FEATURES_VERSION}`,
    );
  }
  if (features.length !== FEATURE_NAMES.length || other !== -1) {
    const found = other === -1 ? `${features.length} features` : `feature ${other + 1} is ${features[other]}`;
    const expected = other === -1 ? `${FEATURE_NAMES.length}` : `${FEATURE_NAMES[other] ?? 'none'}`;
    throw refused(folder, `it was trained on other features: ${found}, expected ${expected}`);
  }
}

function checkFiles(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>, folder: string): void {
  const listed = new Set(manifest.files.map(({ name }) => name));
  const needed = [
    BASELINES_FILE,
    ...(manifest.hazardNetwork ? [HAZARD_WEIGHTS_FILE] : []),
    ...(manifest.ranker ? rankerFiles(manifest.ranker) : []),
  ];
  for (const name of needed) if (!listed.has(name)) throw refused(folder, `its manifest does not list ${name}`);
  for (const { name, bytes, sha256: expected } of manifest.files) {
    const content = files.get(name);
    if (content === undefined) throw refused(folder, `${name} is missing`);
    if (content.length !== bytes || sha256(content) !== expected) {
      throw refused(folder, `${name} is not the file the manifest lists (${content.length} bytes, expected ${bytes})`);
    }
    if (name.endsWith('.bin') && !areFinite(content)) throw refused(folder, `${name} holds what is no number`);
  }
}

function refused(folder: string, why: string, cause?: unknown): RecompraError {
  return new RecompraError('model', `the model in ${folder} cannot be used: ${why}`, {
    remedy: 'train it again with recompra run or recompra train, or point --model to a whole model folder',
    logged: 'the model cannot be used: it is damaged, or of another version',
    cause,
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
