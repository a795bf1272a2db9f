import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { ProgressStyle } from '../../src/cli/printing/progress';
import { terminalProgress } from '../../src/cli/printing/progress';

/** A stream that remembers what is written to it, as a terminal or not. */
function screen(isTTY: boolean) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream, text: () => written.join('') };
}

function shown(style: ProgressStyle, isTTY: boolean): string {
  const { stream, text } = screen(isTTY);
  const progress = terminalProgress(style, stream);
  progress.stage('reading', 4);
  progress.advance(3);
  progress.note('a remark');
  progress.stage('training');
  progress.done();
  progress.close();
  return text();
}

test('without a terminal each stage is two plain lines', () => {
  expect(shown('auto', false).replace(/\d+\.\d s/g, 'x s')).toBe(
    'reading (4) …\na remark\nreading: done in x s\ntraining …\ntraining: done in x s\n',
  );
});

test('lines can be had on a terminal, and bars without one', () => {
  expect(shown('text', true)).toContain('reading (4) …\n');
  expect(shown('bar', false)).not.toContain('reading (4) …\n');
});

test('none shows nothing, not even remarks', () => {
  expect(shown('none', true)).toBe('');
});

test('a stage that fails is left without a word about its end', () => {
  const { stream, text } = screen(false);
  const progress = terminalProgress('auto', stream);
  progress.stage('reading');
  progress.close();
  expect(text()).toBe('reading …\n');
});
