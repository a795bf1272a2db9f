import { join } from 'node:path';
import { expect, test } from 'vitest';
import { roomFinding } from '../../src/jobs/inspect-input';
import type { RoomToCheck } from '../../src/jobs/lines/room-check';
import { checkRoom } from '../../src/jobs/lines/room-check';
import { asFailure } from '../../src/lambda/failure';
import { temporaryFolder } from '../storage/temporary-folder';
import { purchaseLines, recompra } from './recompra';

/** 100 M lines of 40 bytes. */
const LARGE = { textBytes: 4e9, fetched: 0, folder: '/work', memory: '2GB' };

/** What is said where `free` bytes are left; free space is given, and not that of a disk. */
function said(room: Partial<RoomToCheck>): { warnings: string[]; error: unknown } {
  const warnings: string[] = [];
  try {
    checkRoom({ ...LARGE, free: 1e12, ...room }, { warn: (text) => warnings.push(text) });
    return { warnings, error: null };
  } catch (error) {
    return { warnings, error };
  }
}

test('a disk that surely is too small is refused with both sizes and the remedy', () => {
  const { error } = said({ fetched: 800e6, free: 799e6 });
  expect(error).toMatchObject({
    kind: 'usage',
    message:
      'copies of the inputs take 800 MB of disk, a run on about 100.0 M lines usually 15,850 MB; /work has room for 799 MB',
    remedy: 'free some space, or point --work-dir to a larger disk',
  });
  expect(asFailure(error).name).toBe('StorageSpaceError');
});

test('one that may be too small is a warning, whatever lines of usual length would take; one with room is none', () => {
  expect(said({ free: 1e6 })).toEqual({
    error: null,
    warnings: [
      'about 100.0 M lines may take 15,050 MB of disk, there is room for 1 MB at /work: --work-dir names a larger disk',
    ],
  });
  expect(said({ free: 16e9 })).toEqual({ error: null, warnings: [] });
});

test('inputs that are kept in memory need no disk but that of what is fetched', () => {
  expect(said({ textBytes: 4e6, free: 0 })).toEqual({ error: null, warnings: [] });
  expect(said({ textBytes: 4e6, fetched: 4e6, free: 3.9e6 }).error).toMatchObject({ kind: 'usage' });
});

test('doctor judges a disk as a run does', () => {
  const { folder: _, ...disk } = { ...LARGE, fetched: 800e6 };
  const state = (free: number) => roomFinding(100e6, { ...disk, free }).state;
  expect([state(799e6), state(801e6), state(16e9)]).toEqual(['fail', 'warn', 'ok']);
  // Kept in memory, whatever the lines may add up to.
  expect(roomFinding(100e3, { ...disk, fetched: 0, textBytes: 4e6, free: 1e6 }).state).toBe('ok');
});

test('memory below what the lines go well with is a warning', () => {
  expect(said({ memory: '400MB' }).warnings).toEqual([
    'about 100.0 M lines go well with 500 MB of memory for the SQL engine, which has 400 MB: a run will take longer, or fail; --memory gives it more',
  ]);
  expect(said({ memory: '501MB' }).warnings).toEqual([]);
});

test('memory that no run can do with is refused by a command before it reads', async () => {
  const folder = temporaryFolder({ 'data.csv': purchaseLines(3) });
  const output = join(folder, 'out');
  const ended = await recompra(['etl', '-i', join(folder, 'data.csv'), '-o', output, '--memory', '10MB', '-q']);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('the SQL engine has 10 MB of memory; it needs at least 32 MB');
  expect(ended.stderr).toContain('--memory');
});
