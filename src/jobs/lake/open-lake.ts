import { RecompraError } from '../../config/errors';
import type { PackedError } from '../../config/packed-error';
import { unpackError } from '../../config/packed-error';
import type { S3Settings, Settings } from '../../config/settings';
import type { FileFacts } from '../../publication/lake/lake-facts';
import { LAKE_MARK, LAKE_VERSION } from '../../publication/lake/lake-facts';
import type { LakeStore } from '../../publication/lake/lake-store';
import { staged } from '../../publication/lake/lake-store';
import { factsNames, readFacts, readMark } from '../../publication/lake/read-lake';
import { removeReplaced } from '../../publication/lake/remove-replaced';
import type { JobContext } from '../context/job-context';
import { readingSettings, refuseOtherLake } from '../lines/lake-settings';

/** A lake that files are cleaned into. */
export interface OpenLake {
  root: string;
  /** The files in it. */
  standing: readonly FileFacts[];
}

/** The lake of the output, as it is: nothing is written there yet. */
export async function openLake(store: LakeStore, { settings }: JobContext): Promise<OpenLake> {
  const { root } = store;
  const mark = await readMark(root, settings.s3);
  if (mark !== null) {
    refuseOtherLake({ root, mark }, settings.csv);
    return { root, standing: await standingIn(store, settings.s3) };
  }
  const [facts] = await factsNames(root, settings.s3);
  if (facts === undefined) return { root, standing: [] };
  throw new RecompraError('data', `${root} has ${facts}, but no ${LAKE_MARK}, which says how its files were read`, {
    remedy: `put ${LAKE_MARK} back as it was, or clean into another folder`,
    logged: 'a lake has lost its mark',
  });
}

/**
 * Begins the lake under these settings, before a first file counts, or sees that it was begun under them: a mark is
 * never written over, and of two that begin at once one is refused.
 */
export async function claimLake(store: LakeStore, { csv, s3 }: Pick<Settings, 'csv' | 's3'>): Promise<void> {
  const { root } = store;
  const own = { schema: 'recompra/lake' as const, version: LAKE_VERSION, csv: readingSettings(csv) };
  let mark = await readMark(root, s3);
  if (mark === null) {
    const path = await staged(store, LAKE_MARK, `${JSON.stringify(own, null, 1)}\n`);
    if (await store.create(path, LAKE_MARK)) return;
    mark = await readMark(root, s3);
  }
  if (mark !== null) return refuseOtherLake({ root, mark }, csv);
  throw new RecompraError('usage', `${root}/${LAKE_MARK} can be neither written nor read`, {
    remedy: 'remove what bears that name, or clean into another folder',
  });
}

/** The files that count, each that holds something of its own; what others have replaced goes. */
export async function standingIn(store: LakeStore, s3: S3Settings): Promise<FileFacts[]> {
  return removeReplaced(store, await readFacts(store.root, s3));
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
