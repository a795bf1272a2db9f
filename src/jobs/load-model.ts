import { createHash } from 'node:crypto';
import { RecompraError } from '../config/errors';
import type { TrainedModel } from '../models/trained-model';
import type { JobContext } from './job-context';

/**
 * The model of `--model`, or of `model_fecha/` in the output, once what a run that died has half published there is
 * taken back or ended. Fails with kind `model` where there is none, or none whose files match its manifest.
 */
export async function loadModel(context: JobContext): Promise<TrainedModel> {
  const { readyBackend } = require('../models/backend') as typeof import('../models/backend');
  await readyBackend();
  const { settings } = context;
  const location = settings.model ?? `${settings.output.replace(/\/+$/, '')}/model_fecha`;
  let trained = await readModel(context, location);
  // Another run may have replaced the files while they were read: only what is wrong twice is wrong.
  for (let before = ''; 'error' in trained; trained = await readModel(context, location)) {
    if (trained.seen === before) throw trained.error;
    before = trained.seen;
  }
  refuseOtherRule(trained, settings);
  return trained;
}

/** The model there, or what is wrong with it and a hash of what was seen. */
async function readModel(
  context: JobContext,
  location: string,
): Promise<TrainedModel | { error: unknown; seen: string }> {
  const { unpackModel } = require('../models/model-folder') as typeof import('../models/model-folder');
  const hash = createHash('sha256');
  try {
    const files = await modelFiles(context, location);
    for (const [name, bytes] of files) hash.update(name).update(bytes);
    return await unpackModel(files, location);
  } catch (error) {
    return { error, seen: hash.update(String(error)).digest('hex') };
  }
}

async function modelFiles({ settings, workDir, progress }: JobContext, location: string) {
  const { localFolder } = require('../storage/folder-files') as typeof import('../storage/folder-files');
  const { readFolder } = require('../storage/read-folder') as typeof import('../storage/read-folder');
  const settling = require('../storage/settle-publication') as typeof import('../storage/settle-publication');
  const note = (text: string): void => progress.note(text);
  try {
    const target = settling.targetOfFolder(location);
    if (target !== null) await settling.settlePublication(target, settings.s3, note);
    return await readFolder(await localFolder(location, workDir, settings.s3));
  } catch (cause) {
    // What failed on the way may well be there.
    if (cause instanceof RecompraError && cause.kind === 'unexpected') throw cause;
    const { message } = cause as Error;
    throw new RecompraError('model', `there is no model at ${location}`, {
      lines: [message],
      remedy: 'train one with recompra run or recompra train, or name its folder with --model',
      cause,
    });
  }
}

/** A model answers the question it was trained on: the same customers, the same purchases. */
function refuseOtherRule({ rule }: TrainedModel, { recurrence }: JobContext['settings']): void {
  const names = Object.keys(rule) as (keyof typeof rule)[];
  const other = names.filter((name) => rule[name] !== recurrence[name]);
  if (other.length === 0) return;
  const say = (values: typeof rule) => other.map((name) => `${name}=${values[name]}`).join(',');
  throw new RecompraError('model', `the model was trained under ${say(rule)}, this run asks for ${say(recurrence)}`, {
    remedy: `add --recurrence ${names.map((name) => `${name}=${rule[name]}`).join(',')}, or train a model under the other rule`,
  });
}
