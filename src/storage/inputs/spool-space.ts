import { RecompraError } from '../../config/errors';
import { freeBytes } from '../disk/free-space';
import type { InputObject } from './input-object';

const MEBIBYTE = 1024 * 1024;

/**
 * Fails with kind `usage`, before anything is read, where the inputs that must be fetched do not fit beside each other
 * into the folder they are fetched to.
 */
export async function requireSpace(inputs: readonly InputObject[], folder: string): Promise<void> {
  const needed = inputs.reduce((sum, { localPath, bytes }) => sum + (localPath === null ? bytes : 0), 0);
  if (needed === 0) return;
  const free = await freeBytes(folder);
  if (needed <= free) return;
  throw new RecompraError(
    'usage',
    `the inputs have ${inMebibytes(needed)}, ${folder} has room for ${inMebibytes(free)}`,
    {
      logged: `the inputs have ${inMebibytes(needed)}, there is room for ${inMebibytes(free)}`,
      remedy: 'free some space, or point --work-dir to a larger disk',
      cause: Object.assign(new Error('no space left'), { code: 'ENOSPC' }),
    },
  );
}

function inMebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MEBIBYTE).toLocaleString('en')} MiB`;
}
