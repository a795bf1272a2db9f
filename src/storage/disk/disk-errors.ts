import { RecompraError } from '../../config/errors';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const NOT_ALLOWED = new Set(['EACCES', 'EPERM', 'EROFS']);
const NOT_A_PLACE = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP', 'ENOENT']);

/** The system's error code (`ENOENT`), or undefined for any other error. */
export function errorCode(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}

/** Whether a write failed for want of space, on the disk or in the user's quota. */
export function isDiskFull(cause: unknown): boolean {
  return FULL.has(errorCode(cause) ?? '');
}

/** A failed write in our terms. A full disk is `unexpected`; a place that cannot be written to is `usage`. */
export function writeError(path: string, cause: unknown): RecompraError {
  if (cause instanceof RecompraError) return cause;
  const code = errorCode(cause) ?? 'unknown error';
  if (isDiskFull(cause)) {
    return new RecompraError('unexpected', `the disk is full: ${path} could not be written (${code})`, {
      remedy: 'free some space, or point --output or --work-dir to a larger disk; nothing was published',
      cause,
    });
  }
  if (NOT_ALLOWED.has(code)) {
    return new RecompraError('usage', `${path} cannot be written to (${code})`, {
      remedy: 'choose another --output or --work-dir, one that this user may write to, or change its permissions',
      cause,
    });
  }
  const kind = NOT_A_PLACE.has(code) ? 'usage' : 'unexpected';
  return new RecompraError(kind, `${path} could not be written: ${message(cause)}`, {
    remedy: 'name a folder as the output; it is created where its parent exists',
    cause,
  });
}

/** A failed read in our terms: `data` where the file is missing, `usage` where it may not be read. */
export function readError(path: string, cause: unknown): RecompraError {
  if (cause instanceof RecompraError) return cause;
  const code = errorCode(cause) ?? 'unknown error';
  if (NOT_ALLOWED.has(code)) {
    return new RecompraError('usage', `${path} may not be read (${code})`, {
      remedy: 'give this user permission to read it',
      cause,
    });
  }
  const kind = NOT_A_PLACE.has(code) ? 'data' : 'unexpected';
  return new RecompraError(kind, `${path} could not be read: ${message(cause)}`, {
    remedy: 'check the path; relative paths start at the current folder',
    cause,
  });
}

function message(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
