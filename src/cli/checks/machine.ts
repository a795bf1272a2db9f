import { freemem } from 'node:os';
import { freeBytes } from '../../storage/disk/free-space';
import type { CheckContext, CheckResult } from './check';

const GB = 1e9;
/** A run over ten million lines spills and stages about this much. */
const COMFORTABLE_DISK = 5 * GB;
const LEAST_DISK = 0.5 * GB;
const COMFORTABLE_MEMORY = 1 * GB;

/** Node ≥ 20.19 (the versions package.json allows). */
export async function checkNode(): Promise<CheckResult> {
  const name = 'Node.js';
  const found = process.version;
  const [major = 0, minor = 0] = found.slice(1).split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { name, state: 'ok', found };
  return { name, state: 'fail', found, remedy: 'install Node.js 20.19 or newer: https://nodejs.org' };
}

/** Space for spill, spool and staging files. */
export async function checkDisk({ workDir }: CheckContext): Promise<CheckResult> {
  const bytes = await freeBytes(workDir);
  const found = `${(bytes / GB).toFixed(1)} GB free at ${workDir}`;
  if (bytes >= COMFORTABLE_DISK) return { name: 'disk', state: 'ok', found };
  const state = bytes >= LEAST_DISK ? 'warn' : 'fail';
  return { name: 'disk', state, found, remedy: 'free some space, or point --work-dir to a larger disk' };
}

/** Memory, within the limit of a container where there is one. */
export async function checkMemory(): Promise<CheckResult> {
  const limit = process.constrainedMemory?.() ?? 0;
  const free = limit > 0 ? Math.min(freemem(), limit) : freemem();
  const found = `${(free / GB).toFixed(1)} GB free`;
  if (free >= COMFORTABLE_MEMORY) return { name: 'memory', state: 'ok', found };
  return { name: 'memory', state: 'warn', found, remedy: 'close other programs, or limit the engine: --memory 512MB' };
}
