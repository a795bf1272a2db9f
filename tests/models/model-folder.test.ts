import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { seededRandom } from '../../src/evaluation/random-source';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import { readyBackend } from '../../src/models/backend';
import { regressDays, trainRegressor } from '../../src/models/dense-regressor';
import { MANIFEST_FILE, packModel, unpackModel } from '../../src/models/model-folder';
import { buildRankingNetwork, scoreRows } from '../../src/models/ranking-network';
import { sealManifest } from '../../src/models/sealed-manifest';
import type { TrainedModel } from '../../src/models/trained-model';

const HORIZON = 28;
const random = seededRandom(4);
const rows = {
  length: 400,
  features: FEATURE_NAMES.map(() => Float64Array.from({ length: 400 }, () => random() * 10)),
};
const gap = rows.features[FEATURE_NAMES.indexOf('gap_mean')]!;
const restrictedDays = gap.map((days) => 1 + days);

const fitWith = (seed: number) => trainRegressor({ rows, restrictedDays }, { horizon: HORIZON, seed, epochs: 40 });

let trained: TrainedModel;
let files: Map<string, Uint8Array>;

beforeAll(async () => {
  await readyBackend();
  trained = {
    candidates: {
      horizon: HORIZON,
      baselines: { 'hazard-table': { rateBounds: [0.1], hazard: [0.1, 0.2].map((chance) => Array(400).fill(chance)) } },
      regressor: await fitWith(1),
      hazardNetwork: null,
    },
    chosenDateModel: 'dense-network',
    chosenDistribution: 'hazard-table',
    intervalRule: { leastMass: 0.74, dayPrice: 0.05 },
    chosenRecommender: 'GP-TopFreq',
    ranker: { features: ['a', 'b'], mean: [0, 1], deviation: [1, 2], networks: [buildRankingNetwork(2, 3)] },
    rule: settingsSchema.parse({}).recurrence,
    seed: 1,
    trainedThrough: 17_531,
  };
  files = await packModel(trained, new Map([['training_history.parquet', Uint8Array.of(1, 2, 3)]]));
});

const edited = (change: (manifest: Record<string, unknown>) => void) => {
  const manifest = JSON.parse(new TextDecoder().decode(files.get(MANIFEST_FILE)));
  delete manifest.seal;
  change(manifest);
  return new Map(files).set(MANIFEST_FILE, sealManifest(manifest));
};
const refusal = (changed: ReadonlyMap<string, Uint8Array>) => unpackModel(changed, 'somewhere');

describe('a dense network', () => {
  test('learns what the features say', () => {
    const errors = regressDays(trained.candidates.regressor!, rows, HORIZON).map((days, row) =>
      Math.abs(days - restrictedDays[row]!),
    );
    expect(errors.reduce((a, b) => a + b, 0) / errors.length).toBeLessThan(1);
  });

  test('is the same to the byte for one seed and another for another seed', async () => {
    const bytes = async (seed: number) =>
      (
        await packModel({
          ...trained,
          candidates: { ...trained.candidates, regressor: await fitWith(seed) },
        })
      ).get('weights.bin');
    expect(await bytes(1)).toEqual(files.get('weights.bin'));
    expect(await bytes(2)).not.toEqual(files.get('weights.bin'));
  });

  test('keeps the weights of the best validation epoch', async () => {
    const flipped = restrictedDays.map((days) => 12 - days);
    const fitted = await trainRegressor(
      { rows, restrictedDays },
      { horizon: HORIZON, seed: 1, epochs: 40, patience: 3, validation: { rows, restrictedDays: flipped } },
    );
    const best = fitted.history.reduce((a, b) => (b.validationMae! < a.validationMae! ? b : a));
    expect(fitted.bestEpoch).toBe(best.epoch);
    expect(fitted.history.length).toBeLessThan(40);
    const mae =
      regressDays(fitted, rows, HORIZON).reduce((sum, days, row) => sum + Math.abs(days - flipped[row]!), 0) /
      rows.length;
    expect(mae).toBeCloseTo(best.validationMae!, 6);
  });
});

describe('a model folder', () => {
  test('comes back equal: predictions do not change by a bit', async () => {
    const loaded = await unpackModel(files, 'somewhere');
    const { regressor: before, ...rest } = trained.candidates;
    const { regressor: after, ...loadedRest } = loaded.candidates;
    expect(loadedRest).toEqual(rest);
    expect(regressDays(after!, rows, HORIZON)).toEqual(regressDays(before!, rows, HORIZON));
    expect({ ...loaded, candidates: null, ranker: null }).toEqual({ ...trained, candidates: null, ranker: null });
  });

  test('without a network holds the rule alone', async () => {
    const rule = {
      ...trained,
      ranker: null,
      candidates: { horizon: HORIZON, baselines: { 'mean-gap': 9 }, regressor: null, hazardNetwork: null },
      chosenDateModel: 'mean-gap',
      chosenDistribution: null,
      intervalRule: null,
    };
    expect(await unpackModel(await packModel(rule), 'somewhere')).toEqual(rule);
  });

  test('is refused where it is none, another version, or not JSON', async () => {
    await expect(refusal(new Map())).rejects.toMatchObject({ kind: 'model', message: /somewhere.*no manifest.json/ });
    await expect(refusal(edited((m) => Object.assign(m, { version: 99 })))).rejects.toThrow(/version/);
    await expect(refusal(edited((m) => delete m['horizon']))).rejects.toThrow(/horizon/);
    const garbled = new Map(files).set(MANIFEST_FILE, Uint8Array.of(123));
    await expect(refusal(garbled)).rejects.toThrow(/not JSON/);
  });

  test('is refused with other features, naming the first that differs', async () => {
    const renamed = edited((m) => Object.assign(m, { features: ['shoe_size', ...FEATURE_NAMES.slice(1)] }));
    await expect(refusal(renamed)).rejects.toThrow(/feature 1 is shoe_size, expected n_purchases/);
    const fewer = edited((m) => Object.assign(m, { features: FEATURE_NAMES.slice(0, -1) }));
    await expect(refusal(fewer)).rejects.toThrow(/other features/);
    await expect(refusal(edited((m) => Object.assign(m, { featuresVersion: 0 })))).rejects.toThrow(/feature list 0/);
  });

  test('is refused when a file is missing, altered or not listed', async () => {
    const without = new Map(files);
    without.delete('weights.bin');
    await expect(refusal(without)).rejects.toThrow(/weights.bin is missing/);
    const ruleless = new Map(files);
    ruleless.delete('baselines.json');
    await expect(refusal(ruleless)).rejects.toThrow(/baselines.json is missing/);
    const altered = files.get('weights.bin')!.slice();
    altered[0] = altered[0]! ^ 1;
    await expect(refusal(new Map(files).set('weights.bin', altered))).rejects.toThrow(/weights.bin is not the file/);
    const unlisted = edited((m) => Object.assign(m, { files: [] }));
    await expect(refusal(unlisted)).rejects.toThrow(/does not list baselines.json/);
  });
});

test('the ranker is kept with the rest, and its files are as needed as those of the date model', async () => {
  const inputs = Float32Array.of(1, 2, 3, 4);
  const { ranker } = await unpackModel(files, 'somewhere');
  expect(scoreRows(ranker!, inputs, 2)).toEqual(scoreRows(trained.ranker!, inputs, 2));
  const short = new Map(files);
  short.delete('ranker-1/weights.bin');
  await expect(refusal(short)).rejects.toThrow(/ranker-1\/weights.bin is missing/);
});

describe('a damaged model is refused', () => {
  const text = () => new TextDecoder().decode(files.get(MANIFEST_FILE));
  const withManifest = (manifest: string) => new Map(files).set(MANIFEST_FILE, new TextEncoder().encode(manifest));
  /** A file and the manifest that lists it as it is: what somebody who knows the format could make. */
  const forged = (name: string, content: Uint8Array) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const changed = edited((m) => {
      const listed = (m['files'] as { name: string }[]).find((file) => file.name === name);
      Object.assign(listed!, { bytes: content.length, sha256 });
    });
    return changed.set(name, content);
  };
  const json = (name: string) => JSON.parse(new TextDecoder().decode(files.get(name)));
  const bytes = (content: unknown) => new TextEncoder().encode(JSON.stringify(content));

  test('by any changed byte of its manifest', async () => {
    const original = text();
    const random = seededRandom(7);
    for (let i = 0; i < 300; i++) {
      const at = Math.floor(random() * original.length);
      const other = String.fromCharCode(48 + ((original.charCodeAt(at) + 1 + Math.floor(random() * 9)) % 10));
      if (other === original[at]) continue;
      const changed = original.slice(0, at) + other + original.slice(at + 1);
      await expect(refusal(withManifest(changed))).rejects.toMatchObject({ kind: 'model' });
    }
    for (const match of original.matchAll(/\d/g)) {
      const changed = `${original.slice(0, match.index)}${(Number(match[0]) + 1) % 10}${original.slice(match.index + 1)}`;
      await expect(refusal(withManifest(changed))).rejects.toMatchObject({ kind: 'model' });
    }
    await expect(refusal(withManifest(original.trim()))).rejects.toMatchObject({ kind: 'model' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['no features', { features: [] }],
    ['an empty scaler', { scaler: { mean: [], deviation: [] } }],
    ['a shorter scaler', { scaler: { mean: [1], deviation: [1] } }],
    ['10^9 ranking networks', { ranker: { features: ['a'], mean: [0], deviation: [1], networks: 1e9 } }],
    ['a ranker of other features', { ranker: { features: ['a'], mean: [0], deviation: [1], networks: 1 } }],
    ['a ranker without means', { ranker: { features: ['a', 'b'], mean: [], deviation: [], networks: 1 } }],
    ['a horizon of 10^9 days', { horizon: 1e9 }],
    ['a horizon of no days', { horizon: 0 }],
    ['a model that is not there', { chosenDateModel: 'bg-nbd' }],
    ['a distribution named like something of JavaScript', { chosenDistribution: 'constructor' }],
    ['a number that is none', { intervalRule: { leastMass: null, dayPrice: 1 } }],
    [
      'a hazard network of 10^9 members',
      {
        hazardNetwork: {
          horizon: 28,
          scaler: { mean: [], deviation: [] },
          tables: { global: [], groupRates: [], byGroup: [], weekdayShares: [] },
          members: 1e9,
        },
      },
    ],
  ])('although its seal fits: %s', async (_, change) => {
    await expect(refusal(edited((m) => Object.assign(m, change)))).rejects.toMatchObject({ kind: 'model' });
  });

  test('although its hashes fit: weights that are no numbers, or too few', async () => {
    const weights = files.get('weights.bin')!;
    const nan = weights.slice();
    new DataView(nan.buffer).setFloat32(40, Number.NaN, true);
    await expect(refusal(forged('weights.bin', nan))).rejects.toThrow(/no number/);
    await expect(refusal(forged('weights.bin', weights.slice(0, -4)))).rejects.toThrow(/bytes of weights/);
    await expect(refusal(forged('weights.bin', new Uint8Array(0)))).rejects.toMatchObject({ kind: 'model' });
  });

  test('although its hashes fit: a network that would take all memory, or that is none', async () => {
    const huge = json('ranker-1/model.json');
    huge.modelTopology.config.layers[0].config.units = 1e9;
    await expect(refusal(forged('ranker-1/model.json', bytes(huge)))).rejects.toMatchObject({ kind: 'model' });
    const strange = json('ranker-1/model.json');
    strange.modelTopology.config.layers[0].class_name = 'Embedding';
    await expect(refusal(forged('ranker-1/model.json', bytes(strange)))).rejects.toThrow(/another kind/);
    for (const content of [null, [], {}, { modelTopology: null }, 'x']) {
      await expect(refusal(forged('model.json', bytes(content)))).rejects.toMatchObject({ kind: 'model' });
    }
  });

  test('although its hashes fit: baselines of other sizes, or trees without an end', async () => {
    const tree = { feature: [0], threshold: [1], missingLeft: [true], left: [0], right: [0], value: [0] };
    for (const baselines of [
      { 'hazard-table': { rateBounds: [], hazard: [] } },
      { 'hazard-table': { rateBounds: [0.1], hazard: [] } },
      { 'gradient-boosting': { start: 0, learningRate: 1, trees: [tree] } },
      {
        'gradient-boosting': { start: 0, learningRate: 1, trees: [{ ...tree, feature: [99], left: [1], right: [2] }] },
      },
      {},
      null,
    ]) {
      await expect(refusal(forged('baselines.json', bytes(baselines)))).rejects.toMatchObject({ kind: 'model' });
    }
  });
});
