import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { settingsSchema } from '../../src/config/settings';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import { ELAPSED_CELLS } from '../../src/models/dates/baselines/elapsed-cells';
import { wholeForecast } from '../../src/models/dates/forecast/whole-forecast';
import { HAZARD_WEIGHTS_FILE } from '../../src/models/dates/hazard-network/hazard-network-files';
import { trainHazardNetwork } from '../../src/models/dates/hazard-network/train-hazard-network';
import { readyBackend } from '../../src/models/fitting/backend';
import { MANIFEST_FILE, packModel, unpackModel } from '../../src/models/folder/model-folder';
import { sealManifest } from '../../src/models/folder/sealed-manifest';
import { buildRankingNetwork, scoreRows } from '../../src/models/ranking/ranking-network';
import type { TrainedModel } from '../../src/models/trained-model';
import { candidateModels, findModel } from '../../src/models/trained-model';
import { answersOf, datedRows } from './dated-rows';

const HORIZON = 28;
const LENGTH = 400;
const random = seededRandom(4);
const column = (least: number, span: number) => Float64Array.from({ length: LENGTH }, () => least + random() * span);
const rows = datedRows(LENGTH, { gap_mean: column(2, 10), decayed_rate: column(0, 0.5), units_mean: column(1, 40) });
const training = { rows, answers: answersOf(column(1, 20).map(Math.floor), 28) };

let trained: TrainedModel;
let files: Map<string, Uint8Array>;

beforeAll(async () => {
  await readyBackend();
  trained = {
    candidates: {
      horizon: HORIZON,
      baselines: {
        'hazard-table': { rateBounds: [0.1], hazard: [0.1, 0.2].map((chance) => Array(ELAPSED_CELLS).fill(chance)) },
      },
      regressor: null,
      hazardNetwork: await trainHazardNetwork(training, { seed: 1, members: 1, epochs: 1 }),
      afterFirstPurchase: new Array<number>(ELAPSED_CELLS).fill(0.05),
    },
    chosenDateModel: 'hazard-network',
    intervalRule: { leastMass: 0.74, dayPrice: 0.05 },
    chosenRecommender: 'GP-TopFreq',
    ranker: { features: ['a', 'b'], mean: [0, 1], deviation: [1, 2], networks: [buildRankingNetwork(2, 3)] },
    hitChances: {
      ranks: [-0.4, -1.1],
      slopes: { share: 0.6, recentShare: 0.3 },
      centres: { share: -1, recentShare: -2 },
    },
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

describe('a model folder', () => {
  test('comes back equal: forecasts do not change by a bit', async () => {
    const loaded = await unpackModel(files, 'somewhere');
    const forecast = (model: TrainedModel) =>
      wholeForecast(findModel(candidateModels(model.candidates), 'hazard-network'), rows, HORIZON);
    expect(forecast(loaded)).toEqual(forecast(trained));
    expect({ ...loaded, ranker: null }).toEqual({ ...trained, ranker: null });
  });

  test('without a network holds the rule alone', async () => {
    const { 'hazard-table': table } = trained.candidates.baselines;
    const rule: TrainedModel = {
      ...trained,
      ranker: null,
      candidates: { ...trained.candidates, baselines: { 'hazard-table': table! }, hazardNetwork: null },
      chosenDateModel: 'hazard-table',
    };
    expect(await unpackModel(await packModel(rule), 'somewhere')).toEqual(rule);
  });

  test('of dates alone is refused: it could tell nobody how sure it is', async () => {
    const baselines = { 'mean-gap': 9 };
    const rule = { ...trained, candidates: { ...trained.candidates, baselines, hazardNetwork: null } };
    await expect(refusal(await packModel({ ...rule, chosenDateModel: 'mean-gap' }))).rejects.toThrow(/no chances/);
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

  test('is refused with chances that are none', async () => {
    const chances = (change: object) =>
      edited((m) => Object.assign(m, { hitChances: { ...trained.hitChances, ...change } }));
    for (const change of [{ ranks: [] }, { slopes: { share: 1 } }, { centres: { share: null, recentShare: 1 } }]) {
      await expect(refusal(chances(change))).rejects.toThrow(/hitChances/);
    }
  });

  test('is refused when a file is missing, altered or not listed', async () => {
    const without = new Map(files);
    without.delete(HAZARD_WEIGHTS_FILE);
    await expect(refusal(without)).rejects.toThrow(/hazard-network.bin is missing/);
    const ruleless = new Map(files);
    ruleless.delete('baselines.json');
    await expect(refusal(ruleless)).rejects.toThrow(/baselines.json is missing/);
    const altered = files.get(HAZARD_WEIGHTS_FILE)!.slice();
    altered[0] = altered[0]! ^ 1;
    await expect(refusal(new Map(files).set(HAZARD_WEIGHTS_FILE, altered))).rejects.toThrow(
      /hazard-network.bin is not the file/,
    );
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
  const forged = (name: string, content: Uint8Array, change: Record<string, unknown> = {}) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const changed = edited((m) => {
      const listed = (m['files'] as { name: string }[]).find((file) => file.name === name);
      Object.assign(listed!, { bytes: content.length, sha256 });
      Object.assign(m, change);
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
    ['too few hazards after a first purchase', { afterFirstPurchase: [0.1] }],
    ['chances above 1', { afterFirstPurchase: new Array<number>(ELAPSED_CELLS).fill(2) }],
    ['10^9 ranking networks', { ranker: { features: ['a'], mean: [0], deviation: [1], networks: 1e9 } }],
    ['a ranker of other features', { ranker: { features: ['a'], mean: [0], deviation: [1], networks: 1 } }],
    ['a ranker without means', { ranker: { features: ['a', 'b'], mean: [], deviation: [], networks: 1 } }],
    ['a horizon of 10^9 days', { horizon: 1e9 }],
    ['a horizon of no days', { horizon: 0 }],
    ['a model that is not there', { chosenDateModel: 'bg-nbd' }],
    ['a model named like something of JavaScript', { chosenDateModel: 'constructor' }],
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
    const weights = files.get(HAZARD_WEIGHTS_FILE)!;
    const nan = weights.slice();
    new DataView(nan.buffer).setFloat32(40, Number.NaN, true);
    await expect(refusal(forged(HAZARD_WEIGHTS_FILE, nan))).rejects.toThrow(/no number/);
    await expect(refusal(forged(HAZARD_WEIGHTS_FILE, weights.slice(0, -4)))).rejects.toThrow(
      /has \d+ bytes, expected \d+/,
    );
    await expect(refusal(forged(HAZARD_WEIGHTS_FILE, new Uint8Array(0)))).rejects.toMatchObject({ kind: 'model' });
  });

  test('although its hashes fit: a network that would take all memory, or that is none', async () => {
    const huge = json('ranker-1/model.json');
    huge.modelTopology.config.layers[0].config.units = 1e9;
    await expect(refusal(forged('ranker-1/model.json', bytes(huge)))).rejects.toMatchObject({ kind: 'model' });
    const strange = json('ranker-1/model.json');
    strange.modelTopology.config.layers[0].class_name = 'Embedding';
    await expect(refusal(forged('ranker-1/model.json', bytes(strange)))).rejects.toThrow(/another kind/);
    for (const content of [null, [], {}, { modelTopology: null }, 'x']) {
      await expect(refusal(forged('ranker-1/model.json', bytes(content)))).rejects.toMatchObject({ kind: 'model' });
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
      const chosen = { chosenDateModel: 'hazard-table' };
      await expect(refusal(forged('baselines.json', bytes(baselines), chosen))).rejects.toMatchObject({
        kind: 'model',
      });
    }
  });
});
