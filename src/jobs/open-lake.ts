import { RecompraError } from '../config/errors';
import type { PackedError } from '../config/packed-error';
import { unpackError } from '../config/packed-error';
import type { S3Settings } from '../config/settings';
import type { FileFacts } from '../publication/lake/lake-facts';
import { LAKE_MARK, LAKE_VERSION, standingFiles } from '../publication/lake/lake-facts';
import type { LakeStore } from '../publication/lake/lake-store';
import { staged } from '../publication/lake/lake-store';
import { readFacts, readMark } from '../publication/lake/read-lake';
import { removeReplaced } from '../publication/lake/remove-replaced';
import type { JobContext } from './job-context';
import { readingSettings, refuseOtherLake } from './lake-settings';

/** A lake that files are cleaned into. */
export interface OpenLake {
  root: string;
  /** The files in it. */
  standing: readonly FileFacts[];
}

/** The lake of the output: as it was begun, or begun under these settings where nothing is in it yet. */
export async function openLake(store: LakeStore, { settings }: JobContext): Promise<OpenLake> {
  const { root } = store;
  const found = await readMark(root, settings.s3);
  const standing = found === null ? [] : await standingIn(store, settings.s3);
  const own = { schema: 'recompra/lake' as const, version: LAKE_VERSION, csv: readingSettings(settings.csv) };
  if (found !== null && standing.length > 0) refuseOtherLake({ root, mark: found }, settings.csv);
  else await store.place(await staged(store, LAKE_MARK, `${JSON.stringify(own, null, 1)}\n`), LAKE_MARK);
  return { root, standing };
}

/** The files that count; what others have replaced goes. */
export async function standingIn(store: LakeStore, s3: S3Settings): Promise<FileFacts[]> {
  const all = await readFacts(store.root, s3);
  await removeReplaced(store, all);
  return standingFiles(all);
}

/** What other settings would mend is cleaned elsewhere, for those of a lake that has files are what they are. */
export function asTold(failed: PackedError, { root, standing }: OpenLake): Error {
  const error = unpackError(failed);
  if (standing.length === 0 || !(error instanceof RecompraError) || error.options.length === 0) return error;
  const { kind, message, lines, logged, remedy } = error;
  return new RecompraError(kind, message, {
    lines,
    logged,
    remedy: `the files in ${root} were read otherwise: clean this one into another folder (${remedy}), or mend it`,
    cause: error,
  });
}
