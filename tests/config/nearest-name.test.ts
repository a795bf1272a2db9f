import { expect, test } from 'vitest';
import { nearestName } from '../../src/config/nearest-name';

test.each([
  ['outptu', 'output'],
  ['OUTPUT', 'output'],
  ['inputs', 'input'],
  ['top', 'top'],
  ['colour', undefined],
  ['', undefined],
])('%j is taken for %j', (name, expected) => {
  expect(nearestName(name, ['input', 'output', 'top'])).toBe(expected);
});
