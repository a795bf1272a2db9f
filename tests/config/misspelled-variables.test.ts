import { expect, test } from 'vitest';
import { misspelledVariables } from '../../src/config/misspelled-variables';

test.each([
  ['RECOMPRA_DATE_FORMAT', 'RECOMPRA_CSV_DATE_FORMAT'],
  ['RECOMPRA_OUTPTU', 'RECOMPRA_OUTPUT'],
  ['RECOMPRA_COLUMNS', 'RECOMPRA_CSV_COLUMNS'],
])('%s is told to be no setting', (name, meant) => {
  expect(misspelledVariables({ [name]: 'x' })).toEqual([
    `${name} is no setting and was not read; did you mean ${meant}?`,
  ]);
});

test.each([
  'RECOMPRA_CSV_DATE_FORMAT',
  'RECOMPRA_RECURRENCE',
  'RECOMPRA_CONFIG',
  'RECOMPRA_DEBUG',
  'RECOMPRA_COMMIT',
  'OUTPTU',
])('%s is left alone', (name) => {
  expect(misspelledVariables({ [name]: 'x' })).toEqual([]);
});
