import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Settings } from '../config/settings';
import type { LoadedData } from './lines/load-data';

/**
 * The settings that decide the figures, as a config file would give them; where files lie and how many threads work
 * does not.
 */
export function publishedSettings({ csv, recurrence, asOf, horizon, top }: Settings): Record<string, unknown> {
  return {
    csv,
    recurrence,
    ...(asOf === undefined ? {} : { asOf }),
    ...(horizon === undefined ? {} : { horizon }),
    top,
  };
}

/** The same version, input bytes, settings and seed are the same run. */
export function runId(version: string, inputs: LoadedData['inputs'], settings: object, seed: number): string {
  // The same file as another list makes another run.
  const contents = inputs.map(({ sha256, list }) => (list === undefined ? sha256 : `${list}:${sha256}`));
  return createHash('sha256')
    .update(JSON.stringify([version, contents, settings, seed]))
    .digest('hex')
    .slice(0, 12);
}

/** Inputs named from the folder that holds them all, so that figures do not depend on how a path was spelled. */
export function namedApart(inputs: LoadedData['inputs']): LoadedData['inputs'] {
  const paths = inputs.map(({ name }) => (/^s3:/i.test(name) ? name : resolve(name)).split('/'));
  const [first = [], ...others] = paths.map((path) => path.slice(0, -1));
  const differs = first.findIndex((folder, level) => others.some((path) => path[level] !== folder));
  const common = differs < 0 ? first.length : differs;
  return inputs.map((input, i) => ({ ...input, name: paths[i]!.slice(common).join('/') }));
}
