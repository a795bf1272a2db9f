import { isUtf8 } from 'node:buffer';
import { readdir, stat } from 'node:fs/promises';
import { RecompraError } from '../../config/errors';
import { errorCode, readError } from './disk-errors';

export type EntryKind = 'file' | 'folder' | 'other' | 'missing';

/** What lies at a path, links followed. */
export async function kindOf(path: string | Buffer): Promise<EntryKind> {
  try {
    const entry = await stat(path);
    return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR') return 'missing';
    throw readError(String(path), cause);
  }
}

export interface FilesBelowOptions {
  /** Levels to go down; 1 is the folder itself. */
  depth: number;
  /** Whether the file of this path would be read: then it must be one that can be. */
  wanted(path: string): boolean;
}

/**
 * Files below a folder (with its closing slash, or '' for the current one), as paths. Links to folders are followed
 * where there is a limit of depth: without one, a link to a folder above would be followed for ever. What is wanted and
 * cannot be read is an error, never passed over: a name that is no UTF-8, a pipe, a folder that may not be entered.
 */
export async function filesBelow(folder: string, options: FilesBelowOptions): Promise<string[]> {
  return entriesBelow(Buffer.from(folder), options);
}

async function entriesBelow(folder: Buffer, { depth, wanted }: FilesBelowOptions): Promise<string[]> {
  const entries = await readdir(folder.length === 0 ? Buffer.from('.') : folder, {
    withFileTypes: true,
    encoding: 'buffer',
  }).catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR') return [];
    throw readError(String(folder), cause);
  });
  const found: string[] = [];
  for (const entry of entries) {
    const path = Buffer.concat([folder, entry.name]);
    const known = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : null;
    const kind = known ?? (await kindOf(path).catch((cause) => passOver(String(path), wanted, cause)));
    const enter = kind === 'folder' && depth > 1 && (known === 'folder' || Number.isFinite(depth));
    if (enter) found.push(...(await entriesBelow(Buffer.concat([path, SLASH]), { depth: depth - 1, wanted })));
    else if (kind === 'file' || kind === 'other') found.push(readable(path, kind, wanted));
  }
  return found;
}

const SLASH = Buffer.from('/');

function passOver(path: string, wanted: FilesBelowOptions['wanted'], cause: unknown): EntryKind {
  if (wanted(path)) throw cause;
  return 'missing';
}

function readable(bytes: Buffer, kind: 'file' | 'other', wanted: FilesBelowOptions['wanted']): string {
  const path = String(bytes);
  if (!wanted(path)) return path;
  if (kind === 'other') throw notAFile(path);
  if (isUtf8(bytes)) return path;
  throw new RecompraError('data', `${path} cannot be read: its name is not UTF-8 (${escaped(bytes)})`, {
    remedy: 'rename it, e.g. with convmv -f latin1 -t utf8 --notest, or move it out of what --input names',
  });
}

/** As a shell takes it in $'…'. */
function escaped(bytes: Buffer): string {
  return Array.from(bytes, (byte) =>
    byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte),
  ).join('');
}

/** Neither a file nor a folder. */
export function notAFile(path: string): RecompraError {
  return new RecompraError('data', `${path} is neither a file nor a folder`, {
    remedy: 'a pipe cannot be read twice: write the lines to a file first (.csv or .csv.gz)',
  });
}
