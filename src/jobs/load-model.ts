import { createHash } from 'node:crypto';
import { RecompraError } from '../config/errors';
import { withoutSlash } from '../config/slashes';
import type { TrainedModel } from '../models/trained-model';
import * as settling from '../publication/settle-publication';
import { localFolder } from '../storage/inputs/folder-files';
import { readFolder } from '../storage/inputs/read-folder';
import type { JobContext } from './context/job-context';
import { refuseOtherReading, trainedDays } from './model-reading';

export interface LoadedModel {
  trained: TrainedModel;
  /** Of its manifest, which holds the hash of each other file: no two models share it. */
  sha256: string;
  /** Days of history it was trained on; null where its folder does not say. */
  historyDays: number | null;
}

/**
 * The model of `--model`, or of `model_fecha/` in the output, once what a run that died has half published there is
 * taken back or ended. Fails with kind `model` where there is none, or none whose files match its manifest.
 */
export async function loadModel(context: JobContext): Promise<LoadedModel> {
  const { readyBackend } = require('../models/fitting/backend') as typeof import('../models/fitting/backend');
  const { settings } = context;
  await readyBackend();
  const location = settings.model ?? `${withoutSlash(settings.output)}/model_fecha`;
  let read = await readModel(context, location);
  // Another run may have replaced the files while they were read: only what is wrong twice is wrong.
  for (let before = ''; 'error' in read; read = await readModel(context, location)) {
    if (read.seen === before) throw read.error;
    before = read.seen;
  }
  const { trained, files, sha256 } = read;
  refuseOtherMethod(trained, location);
  refuseOtherRule(trained, settings);
  refuseOtherReading(files, settings, location);
  return { trained, sha256, historyDays: trainedDays(files) };
}

type ModelFiles = ReadonlyMap<string, Uint8Array>;

/** The model there with its files, or what is wrong with it and a hash of what was seen. */
async function readModel(
  context: JobContext,
  location: string,
): Promise<(Omit<LoadedModel, 'historyDays'> & { files: ModelFiles }) | { error: unknown; seen: string }> {
  const { MANIFEST_FILE, unpackModel } =
    require('../models/folder/model-folder') as typeof import('../models/folder/model-folder');
  const hash = createHash('sha256');
  try {
    const files = await modelFiles(context, location);
    for (const [name, bytes] of files) hash.update(name).update(bytes);
    const trained = await unpackModel(files, location);
    const sha256 = createHash('sha256').update(files.get(MANIFEST_FILE)!).digest('hex');
    return { trained, files, sha256 };
  } catch (error) {
    return { error, seen: hash.update(String(error)).digest('hex') };
  }
}

async function modelFiles({ settings, workDir, progress }: JobContext, location: string): Promise<ModelFiles> {
  try {
    const target = settling.targetOfFolder(location);
    if (target !== null) await settling.settlePublication(target, settings.s3, (text) => progress.note(text));
    return await readFolder(await localFolder(location, workDir, settings.s3));
  } catch (cause) {
    // What failed on the way may well be there.
    if (cause instanceof RecompraError && cause.kind === 'unexpected') throw cause;
    throw new RecompraError('model', `there is no model at ${location}`, {
      lines: [(cause as Error).message],
      logged: 'there is no model that can be read at RECOMPRA_MODEL',
      remedy: 'train one with recompra run or recompra train, or name its folder with --model',
      cause,
    });
  }
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
