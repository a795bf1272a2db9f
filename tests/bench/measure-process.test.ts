import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whole } from '../../bench/etl/forms';
import { measureProcess } from '../../bench/measure-process';
import { temporaryFolder } from '../storage/temporary-folder';

test('a process is measured by the clock, by its processor time and by its peak of memory', async () => {
  const work =
    'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end); setTimeout(() => {}, 200)';
  const { wallSeconds, cpuSeconds, peakMiB } = await measureProcess(process.execPath, ['-e', work]);
  expect(cpuSeconds).toBeGreaterThan(0.27);
  expect(cpuSeconds).toBeLessThan(wallSeconds);
  expect(peakMiB).toBeGreaterThan(20);
  await expect(measureProcess(process.execPath, ['-e', 'process.exit(3)'])).rejects.toThrow('ended with 3');
});

test('a file of a bench is whole or not there', async () => {
  const path = join(temporaryFolder(), 'lines.csv');
  const write = (text: string, fault?: Error) => async (unfinished: string) => {
    writeFileSync(unfinished, text);
    if (fault !== undefined) throw fault;
  };
  await expect(whole(path, write('ha', new Error('killed')))).rejects.toThrow('killed');
  expect(existsSync(path)).toBe(false);
  await whole(path, write('half no more'));
  await whole(path, write('never written'));
  expect(readFileSync(path, 'utf8')).toBe('half no more');
});
