import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { painter } from '../../src/cli/printing/colour';
import type { ProgressStyle } from '../../src/cli/printing/progress';
import { terminalProgress } from '../../src/cli/printing/progress';
import { duration } from '../../src/cli/printing/stage-text';

afterEach(() => vi.unstubAllEnvs());

/** A stream that remembers what is written to it, as a terminal or not, and a clock that is set by hand. */
function screen(isTTY: boolean, columns = 120) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  const time = { now: 0 };
  const wall = { stream: Object.assign(stream, { isTTY, columns }) as unknown as NodeJS.WriteStream, time };
  return { ...wall, clock: () => time.now, text: () => written.join('') };
}

function opened(style: ProgressStyle, isTTY: boolean, columns?: number) {
  const shown = screen(isTTY, columns);
  return { ...shown, progress: terminalProgress(style, shown.stream, shown.clock) };
}

/** A stage of 4 steps that takes so many milliseconds, a remark in it, and one of 400 ms. */
function run(style: ProgressStyle, isTTY: boolean, took: number): string {
  const { progress, time, text } = opened(style, isTTY);
  progress.stage('reading', 4);
  time.now += took;
  progress.advance(1);
  progress.note('a remark');
  progress.stage('training');
  time.now += 400;
  progress.done();
  progress.close();
  return text();
}

test('without a terminal each stage is one plain line with its time', () => {
  expect(run('auto', false, 900)).toBe('a remark\nreading: 0.9 s\ntraining: 0.4 s\n');
});

test('a stage under a second draws no bar on a terminal, a longer one does, and its line takes the place', () => {
  expect(stripVTControlCharacters(run('auto', true, 900))).toBe('a remark\nreading: 0.9 s\ntraining: 0.4 s\n');
  const long = run('auto', true, 3_000).split('\r');
  expect(long.map(stripVTControlCharacters)).toEqual([
    '',
    '━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ reading · 1 of 4 · about 9 s left',
    'a remark\nreading: 3.0 s\ntraining: 0.4 s\n',
  ]);
});

test('training says its part, model, epoch and the time that is left', () => {
  const { progress, time, text } = opened('auto', false);
  progress.stage('training');
  time.now += 60_000;
  progress.at({ part: 3, parts: 5, name: 'hazard network', epoch: 12, epochs: 40, share: 0.6 });
  expect(text()).toBe('training 3/5 · hazard network · epoch 12 of 40 · about 40 s left\n');
  time.now += 9_000;
  progress.at({ part: 3, parts: 5, name: 'hazard network', epoch: 13, epochs: 40, share: 0.61 });
  expect(text().split('\n')).toHaveLength(2);
  progress.close();
});

test('a line never grows wider than the terminal', () => {
  const { progress, time, text } = opened('auto', true, 30);
  progress.stage('training');
  time.now += 60_000;
  progress.at({ part: 3, parts: 5, name: 'hazard network', epoch: 12, epochs: 40, share: 0.6 });
  progress.close();
  const widest = Math.max(
    ...text()
      .split('\r')
      .map((line) => stripVTControlCharacters(line).length),
  );
  expect(widest).toBe(29);
});

test('lines can be had on a terminal, and a bar without one', () => {
  expect(run('text', true, 3_000)).not.toContain('━');
  expect(run('bar', false, 3_000)).toContain('━');
});

test('none shows nothing, not even remarks', () => {
  expect(run('none', true, 3_000)).toBe('');
});

test('a stage that fails is left without a word about its end', () => {
  const { progress, text } = opened('auto', false);
  progress.stage('reading');
  progress.close();
  expect(text()).toBe('');
});

test('colour on a terminal, none elsewhere; NO_COLOR takes it away, FORCE_COLOR gives it', () => {
  const red = (isTTY: boolean, environment: Record<string, string>) =>
    painter({ isTTY }, environment)('red', 'x') !== 'x';
  expect(red(true, {})).toBe(true);
  expect(red(false, {})).toBe(false);
  expect(red(true, { NO_COLOR: '1' })).toBe(false);
  expect(red(true, { NO_COLOR: '' })).toBe(true);
  expect(red(true, { TERM: 'dumb' })).toBe(false);
  expect(red(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(red(true, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
  expect(red(true, { FORCE_COLOR: '0' })).toBe(false);
});

test('times are told in seconds, and in minutes from one on', () => {
  expect([0, 1_234, 59_940, 59_960, 125_000].map(duration)).toEqual([
    '0.0 s',
    '1.2 s',
    '59.9 s',
    '1 min 00 s',
    '2 min 05 s',
  ]);
});
