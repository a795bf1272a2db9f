import { createHash } from 'node:crypto';
import { RecompraError } from '../config/errors';
import type { TrainedModel } from '../models/trained-model';
import type { JobContext } from './job-context';
import { refuseOtherReading } from './model-reading';

export interface LoadedModel {
  trained: TrainedModel;
  /** Of its manifest, which holds the hash of each other file: no two models share it. */
  sha256: string;
}

/** The model of `--model`, or of `model_fecha/` in the output. Fails with kind `model` where there is none. */
export async function loadModel({ settings, workDir }: JobContext): Promise<LoadedModel> {
  const { localFolder } = require('../storage/folder-files') as typeof import('../storage/folder-files');
  const { readFolder } = require('../storage/read-folder') as typeof import('../storage/read-folder');
  const { readyBackend } = require('../models/backend') as typeof import('../models/backend');
  const { MANIFEST_FILE, unpackModel } = require('../models/model-folder') as typeof import('../models/model-folder');
  const location = settings.model ?? `${settings.output.replace(/\/+$/, '')}/model_fecha`;
  const folder = await localFolder(location, workDir, settings.s3).catch((cause) => {
    throw new RecompraError('model', `there is no model at ${location}`, {
      remedy: 'train one with recompra run or recompra train, or name its folder with --model',
      logged: 'there is no model that can be read at RECOMPRA_MODEL',
      cause,
    });
  });
  const files = await readFolder(folder);
  await readyBackend();
  const trained = await unpackModel(files, location);
  refuseOtherMethod(trained, location);
  refuseOtherRule(trained, settings);
  refuseOtherReading(files, settings, location);
  const sha256 = createHash('sha256').update(files.get(MANIFEST_FILE)!).digest('hex');
  return { trained, sha256 };
}

function refuseOtherMethod({ chosenRecommender, ranker }: TrainedModel, location: string): void {
  const { recommendersWith } = require('../products/recommenders') as typeof import('../products/recommenders');
  if (recommendersWith(ranker).some(({ name }) => name === chosenRecommender)) return;
  throw new RecompraError('model', `the model in ${location} recommends by a method that is not there`, {
    remedy: 'train it again with recompra run or recompra train',
  });
}

/** A model answers the question it was trained on: the same customers, the same purchases. */
function refuseOtherRule({ rule }: TrainedModel, { recurrence }: JobContext['settings']): void {
  const names = Object.keys(rule) as (keyof typeof rule)[];
  const other = names.filter((name) => rule[name] !== recurrence[name]);
  if (other.length === 0) return;
  const say = (values: typeof rule) => other.map((name) => `${name}=${values[name]}`).join(',');
  throw new RecompraError('model', `the model was trained under ${say(rule)}, this run asks for ${say(recurrence)}`, {
    logged: `the model was trained under another ${other.join(', ')} than this run asks for`,
    remedy: `add --recurrence ${names.map((name) => `${name}=${rule[name]}`).join(',')}, or train a model under the other rule`,
  });
}
