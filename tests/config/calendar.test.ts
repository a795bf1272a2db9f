import { expect, test } from 'vitest';
import { epochDay, isoDay, monthOf, weekdayOf } from '../../src/config/calendar';

test('days of the calendar have their weekday, Monday 0, and their month, January 0', () => {
  const told = (iso: string) => [weekdayOf(epochDay(iso)), monthOf(epochDay(iso))];
  expect(told('2018-01-01')).toEqual([0, 0]);
  expect(told('2014-10-05')).toEqual([6, 9]);
  expect(told('2024-02-29')).toEqual([3, 1]);
  expect(told('1969-12-31')).toEqual([2, 11]);
});

test('a day comes back from its number', () => {
  expect(['1970-01-01', '2017-12-31', '2000-02-29'].map((iso) => isoDay(epochDay(iso)))).toEqual([
    '1970-01-01',
    '2017-12-31',
    '2000-02-29',
  ]);
});
