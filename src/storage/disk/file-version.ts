import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readError } from './disk-errors';

/** A clock of files may stand still for so long: what is written within it has the time of what was written before. */
const TICK_MS = 20;

/** A file as it is now: a later change of its bytes, in place or by another file, makes another version of it. */
export async function fileVersion(path: string): Promise<BigIntStats> {
  const entry = await stat(path, { bigint: true }).catch((cause) => {
    throw readError(path, cause);
  });
  if (Date.now() - Number(entry.ctimeMs) > TICK_MS) return entry;
  await sleep(TICK_MS);
  return stat(path, { bigint: true }).catch((cause) => {
    throw readError(path, cause);
  });
}

/** The time of the last change of a file's entry cannot be set back, as that of its bytes can. */
export function isSameVersion(one: BigIntStats, other: BigIntStats): boolean {
  const names = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const;
  return names.every((name) => one[name] === other[name]);
}
