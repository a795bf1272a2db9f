import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { silentProgress } from '../../src/config/progress';
import { deadlineBefore } from '../../src/lambda/deadline';
import { onInterrupt } from '../../src/storage/disk/cleanup';

/** A context's clock, with so many milliseconds left. */
function remaining(milliseconds: number): () => number {
  const end = performance.now() + milliseconds;
  return () => end - performance.now();
}

test('work that ends in time gives its result and its own error', async () => {
  const deadline = deadlineBefore(remaining(60_000));
  await expect(deadline.guard(async () => 7)).resolves.toBe(7);
  await expect(deadline.guard(() => Promise.reject(new Error('own')))).rejects.toThrow('own');
});

test('work that takes too long is cleaned up after and ends before the time-out, as OutOfTimeError', async () => {
  const clock = remaining(1_000);
  const deadline = deadlineBefore(clock);
  let stop: (cause: Error) => void = () => undefined;
  let removed = false;
  onInterrupt(async () => {
    removed = true;
    stop(new Error('stopped'));
  });
  const work = () => new Promise<never>((_, reject) => (stop = reject));
  await expect(deadline.guard(work)).rejects.toMatchObject({ name: 'OutOfTimeError' });
  expect(removed).toBe(true);
  expect(clock()).toBeGreaterThan(50);
});

test('a clean-up that hangs does not keep the answer back', async () => {
  const clock = remaining(900);
  const forget = onInterrupt(() => new Promise(() => undefined));
  await expect(deadlineBefore(clock).guard(() => sleep(5_000))).rejects.toMatchObject({ name: 'OutOfTimeError' });
  expect(clock()).toBeGreaterThan(50);
  forget();
});

test('work that cannot hear the clock stops at its next step', async () => {
  const deadline = deadlineBefore(remaining(600));
  const progress = deadline.watching(silentProgress);
  progress.stage('reading');
  const until = performance.now() + 300;
  while (performance.now() < until);
  expect(() => progress.advance(1)).toThrow(/nothing was published/);
  expect(() => progress.stage('publishing')).toThrow(/nothing was published/);
});

test('settled waits for work that was given up', async () => {
  const deadline = deadlineBefore(remaining(450));
  let ended = false;
  const work = async () => {
    await sleep(700);
    ended = true;
  };
  await deadline.guard(work).catch(() => undefined);
  expect(ended).toBe(false);
  await deadline.settled(5_000);
  expect(ended).toBe(true);
});

test('settled does not wait for ever', async () => {
  const deadline = deadlineBefore(remaining(450));
  await deadline.guard(() => new Promise(() => undefined)).catch(() => undefined);
  const start = performance.now();
  await deadline.settled(100);
  expect(performance.now() - start).toBeLessThan(1_000);
});
