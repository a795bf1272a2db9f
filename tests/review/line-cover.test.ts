import { describe, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import { checkCover } from '../../src/review/line-cover';
import { closedWeekdays } from '../../src/review/promises';

const day = epochDay;
/** Lines of 1 January to 31 January 2014, none on the four Sundays (5, 12, 19, 26). */
const CLOSED_ON_SUNDAYS = {
  etl: {
    linesPerDay: {
      firstDay: '2014-01-01',
      lines: Array.from({ length: 31 }, (_, i) => (i % 7 === 4 ? 0 : 10)),
    },
  },
};
const made = (origin: string, closed = new Set<number>()) => ({ source: origin, origin: day(origin), closed });

describe('lines that cannot say what came', () => {
  test('end before the predictions begin', () => {
    expect(() => checkCover({ firstDay: day('2014-01-01'), until: day('2014-01-31') }, [made('2014-01-31')])).toThrow(
      'the lines end on 2014-01-31, and the predictions were made on 2014-01-31: nothing that came after is known',
    );
  });

  test('begin later than the day after', () => {
    expect(() => checkCover({ firstDay: day('2014-02-03'), until: day('2014-02-28') }, [made('2014-01-31')])).toThrow(
      'what was bought from 2014-02-01 to 2014-02-02 is not known',
    );
  });
});

test('older lines, or lines from the very next day on, are in order', () => {
  for (const first of ['2013-10-01', '2014-02-01']) {
    expect(checkCover({ firstDay: day(first), until: day('2014-02-28') }, [made('2014-01-31')])).toEqual([]);
  }
});

test('the day after may be one on which the shop is closed, as its own figures show', () => {
  const saturday = day('2014-02-01');
  const closed = closedWeekdays(CLOSED_ON_SUNDAYS, saturday);
  expect([...closed]).toEqual([day('2014-02-02') % 7]);
  const lines = { firstDay: day('2014-02-03'), until: day('2014-02-28') };
  expect(checkCover(lines, [{ source: 'x', origin: saturday, closed }])).toEqual([
    { code: 'closed-days', source: 'x', count: 1 },
  ]);
  expect(() =>
    checkCover({ ...lines, firstDay: day('2014-02-04') }, [{ source: 'x', origin: saturday, closed }]),
  ).toThrow();
});

test('of several predictions those without any day after are told, and left out', () => {
  const lines = { firstDay: day('2014-01-01'), until: day('2014-02-10') };
  expect(checkCover(lines, [made('2014-01-31'), made('2014-02-10')])).toEqual([
    { code: 'nothing-yet', source: '2014-02-10', count: 1 },
  ]);
});

test('figures of less than four weeks say nothing about weekdays', () => {
  const short = { etl: { linesPerDay: { firstDay: '2014-01-01', lines: [1, 1, 1, 1, 0, 1, 1] } } };
  expect(closedWeekdays(short, day('2014-01-07')).size).toBe(0);
  expect(closedWeekdays(null, day('2014-01-07')).size).toBe(0);
});
