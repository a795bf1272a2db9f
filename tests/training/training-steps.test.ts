import { expect, test } from 'vitest';
import type { TrainingStep } from '../../src/training/training-steps';
import { TrainingProgress } from '../../src/training/training-steps';

function told(tell: (progress: TrainingProgress) => void): Omit<TrainingStep, 'share'>[] {
  const steps: Omit<TrainingStep, 'share'>[] = [];
  tell(new TrainingProgress(({ share, ...step }) => void steps.push(step)));
  return steps;
}

const hazard = (epoch: number, epochs: number) => ({
  model: 'hazard-network',
  epoch,
  epochs,
  done: epoch / epochs,
});

test('a part that is named says what it does itself, whatever goes on beside it', () => {
  const steps = told((progress) => {
    progress.tell('choice', { model: 'dense-network', done: 1 });
    progress.tell('use', hazard(1, 12));
    progress.tell('test', hazard(8, 12));
    progress.tell('use', hazard(2, 12));
    progress.tell('products', { model: 'products', done: 0.5 });
    progress.tell('test', hazard(12, 12));
    progress.tell('judging', { model: 'judging', done: 0 });
    progress.tell('use', hazard(9, 12));
    progress.tell('judging', { model: 'judging', done: 1 });
    progress.tell('use', hazard(12, 12));
  });
  const named = { model: 'hazard-network', epochs: 12 };
  expect(steps).toEqual(
    [
      { part: 2, model: 'baselines' },
      { part: 2, model: 'baselines' },
      { part: 2, ...named, epoch: 8 },
      { part: 2, ...named, epoch: 8 },
      { part: 2, ...named, epoch: 8 },
      { part: 3, model: 'judging' },
      { part: 3, model: 'judging' },
      { part: 3, model: 'judging' },
      { part: 4, ...named, epoch: 9 },
      { part: 5, model: 'products' },
    ].map((step) => ({ ...step, parts: 5 })),
  );
});
