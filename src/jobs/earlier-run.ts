import { readFile } from 'node:fs/promises';
import { RecompraError } from '../config/errors';
import { ownOutputs } from '../publication/manifest/kept-outputs';
import type { RunManifest } from '../publication/manifest/run-manifest';
import { readRunManifest } from '../publication/manifest/run-manifest';
import { settlePublication } from '../publication/settle-publication';
import { findAt } from '../storage/inputs/folder-files';
import { spool } from '../storage/inputs/spool';
import type { JobContext } from './context/job-context';
import type { LoadedData } from './lines/load-data';

/** What an earlier run left behind, on this machine: files alone. */
export interface EarlierRun {
  /** Folder or prefix, as it was named. */
  source: string;
  /** Its run.json; null where another command has written there since, and keeps the predictions listed. */
  manifest: RunManifest | null;
  /** Content of its metrics.json; null where it wrote none (recompra predict). */
  metrics: unknown;
  /** Paths of predicciones_detalle.parquet and top_productos.parquet. */
  detail: string;
  lists: string;
  /** The files, as inputs of the review. */
  inputs: LoadedData['inputs'];
}

/**
 * Reads the predictions of a finished run in a folder or below an `s3://` prefix, each file as its run.json lists it.
 * Fails with kind `data` where there is no finished run, where it holds no detailed predictions in Parquet, or where a
 * file has changed since.
 */
export async function readEarlierRun({ settings, workDir, progress }: JobContext, source: string): Promise<EarlierRun> {
  await settlePublication(source, settings.s3, (text) => progress.note(text));
  const manifest = await readRunManifest(source, settings.s3);
  const inputs: LoadedData['inputs'] = [];
  const bring = async (name: string): Promise<string> => {
    const file = await bringOutput({ settings, workDir }, { source, manifest, name });
    inputs.push(file.input);
    return file.path;
  };
  requireDetail(source, manifest);
  const detail = await bring('predicciones_detalle.parquet');
  const lists = await bring('top_productos.parquet');
  const judged = ownOutputs(manifest).includes('metrics.json');
  const metrics: unknown = judged ? await readJson(await bring('metrics.json'), source) : null;
  const own = ownOutputs(manifest).includes('predicciones_detalle.parquet');
  return { source, manifest: own ? manifest : null, metrics, detail, lists, inputs };
}

async function readJson(path: string, source: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new RecompraError('data', `${source}: metrics.json is no JSON`, {
      remedy: 'name a folder or prefix that recompra run wrote',
      cause,
    });
  }
}

function requireDetail(source: string, { command, outputs }: RunManifest): void {
  const names = new Set(outputs.map(({ name }) => name));
  const missing = ['predicciones_detalle.parquet', 'top_productos.parquet'].filter((name) => !names.has(name));
  if (missing.length === 0) return;
  throw new RecompraError(
    'data',
    `${source} holds no ${missing.join(' and no ')}, but what recompra ${command} wrote`,
    {
      remedy: 'name the output of recompra run, or of recompra predict --detail --format parquet',
    },
  );
}

async function bringOutput(
  { settings, workDir }: Pick<JobContext, 'settings' | 'workDir'>,
  { source, manifest, name }: { source: string; manifest: RunManifest; name: string },
) {
  const found = await findAt(source, name, settings.s3);
  const listed = manifest.outputs.find((output) => output.name === name)!;
  if (found !== null) {
    const { path, bytes, sha256 } = await spool(found, workDir);
    if (sha256 === listed.sha256) return { path, input: { name: found.name, bytes, sha256 } };
  }
  throw new RecompraError(
    'data',
    `${source}: ${name} is ${found === null ? 'missing' : 'not the file'} that its run.json lists`,
    {
      remedy: 'run again: the files come from an interrupted run, or were changed after it',
    },
  );
}
