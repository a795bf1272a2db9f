import { beforeAll, describe, expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { seededRandom } from '../../src/evaluation/random-source';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import { readyBackend } from '../../src/models/backend';
import { regressDays, trainRegressor } from '../../src/models/dense-regressor';
import { MANIFEST_FILE, packModel, unpackModel } from '../../src/models/model-folder';
import { buildRankingNetwork, scoreRows } from '../../src/models/ranking-network';
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
      baselines: { 'hazard-table': { rateBounds: [0.1], hazard: [[0.1], [0.2]] } },
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
  change(manifest);
  return new Map(files).set(MANIFEST_FILE, new TextEncoder().encode(JSON.stringify(manifest)));
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
