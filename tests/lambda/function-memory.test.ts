import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engineShare, functionDefaults } from '../../src/lambda/function-memory';

const megabytes = (memory: string): number => Number(memory.replace('MB', ''));

test.each([
  [512, 192, 1],
  [1024, 499, 1],
  [1769, 946, 1],
  [3008, 1689, 2],
  [10240, 6028, 6],
])('a function of %i MB gives DuckDB %i MB and %i threads', (functionMb, memory, threads) => {
  expect(engineShare(functionMb)).toEqual({ memory: `${memory}MB`, threads });
});

test('Node keeps its part, and more memory is never less for the engine', () => {
  fc.assert(
    fc.property(fc.integer({ min: 400, max: 10_240 }), fc.integer({ min: 0, max: 1_000 }), (functionMb, more) => {
      const smaller = megabytes(engineShare(functionMb).memory);
      expect(functionMb - smaller).toBeGreaterThanOrEqual(192);
      expect(megabytes(engineShare(functionMb + more).memory)).toBeGreaterThanOrEqual(smaller);
    }),
  );
});

test('outside Lambda nothing is set', () => {
  expect(functionDefaults({})).toEqual({});
  expect(functionDefaults({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024' })).toEqual({ memory: '499MB', threads: 1 });
});
