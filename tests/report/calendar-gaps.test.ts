import { describe, expect, test } from 'vitest';
import { closingWeekday, findGaps, monthsOf } from '../../src/report/facts/calendar-gaps';

describe('gaps in the days of the data', () => {
  test('a run of days without lines is one gap, at either end too', () => {
    expect(findGaps({ firstDay: '2017-12-30', lines: [0, 5, 0, 0, 7, 0] })).toEqual([
      { from: '2017-12-30', to: '2017-12-30', days: 1 },
      { from: '2018-01-01', to: '2018-01-02', days: 2 },
      { from: '2018-01-04', to: '2018-01-04', days: 1 },
    ]);
  });

  test('days that all have lines have no gap', () => {
    expect(findGaps({ firstDay: '2017-01-01', lines: [1, 2, 3] })).toEqual([]);
  });

  test('gaps of one day on one weekday are the day the shop closes: Sunday is 0', () => {
    const closedOnSundays = findGaps({ firstDay: '2017-01-01', lines: [0, 1, 1, 1, 1, 1, 1, 0, 1] });
    expect(closingWeekday(closedOnSundays)).toBe(0);
  });

  test('a longer gap, or another weekday, is no closing day', () => {
    expect(closingWeekday(findGaps({ firstDay: '2017-01-01', lines: [0, 1, 0, 1] }))).toBeNull();
    expect(closingWeekday(findGaps({ firstDay: '2017-01-01', lines: [0, 0, 1] }))).toBeNull();
    expect(closingWeekday([])).toBeNull();
  });
});

test('months keep the sum of the days', () => {
  expect(monthsOf({ firstDay: '2017-01-30', lines: [1, 2, 0, 4] })).toEqual([
    { month: '2017-01', days: 2, lines: 3, empty: 0 },
    { month: '2017-02', days: 2, lines: 4, empty: 1 },
  ]);
});
