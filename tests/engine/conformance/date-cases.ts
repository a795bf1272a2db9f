import type { DateSpelling, DialectCase } from './dialect-case';
import { of } from './dialect-case';

export const DATE_CASES: Record<DateSpelling, readonly DialectCase[]> = {
  date: [of('INTEGER', (d) => d.date('2016-02-29'), [[1, '2016-02-29']])],
  daysBetween: [
    of('DATE', (d) => d.daysBetween(d.date('2015-12-31'), 'v'), [
      ['2016-01-01', 1],
      ['2015-12-31', 0],
      ['2015-12-01', -30],
      ['2017-03-01', 426],
      [null, null],
    ]),
  ],
  addDays: [
    of('DATE', (d) => d.addDays('v', '1'), [
      ['2016-02-28', '2016-02-29'],
      ['2015-12-31', '2016-01-01'],
    ]),
    of('INTEGER', (d) => d.addDays(d.date('2016-03-01'), 'v'), [
      [-1, '2016-02-29'],
      [0, '2016-03-01'],
      [366, '2017-03-02'],
    ]),
  ],
  epochDay: [
    of('DATE', (d) => d.epochDay('v'), [
      ['1970-01-01', 0],
      ['1969-12-31', -1],
      ['2014-10-01', 16_344],
      ['1600-02-29', -135_081],
    ]),
  ],
  monthStart: [
    of('DATE', (d) => d.monthStart('v'), [
      ['2016-02-29', '2016-02-01'],
      ['2016-03-01', '2016-03-01'],
      ['1969-12-31', '1969-12-01'],
    ]),
  ],
  weekday: [
    of('DATE', (d) => d.weekday('v'), [
      ['2018-01-01', 0],
      ['2018-01-06', 5],
      ['2018-01-07', 6],
      ['1969-12-31', 2],
      ['1600-02-29', 1],
    ]),
  ],
  monthIndex: [
    of('DATE', (d) => `${d.monthIndex('v')} - ${d.monthIndex(d.date('2015-12-31'))}`, [
      ['2015-12-01', 0],
      ['2016-01-31', 1],
      ['2014-12-31', -12],
    ]),
  ],
  instant: [
    of('VARCHAR', (d) => d.dayIn(d.instant('CAST(v AS TIMESTAMP)'), 'Asia/Tokyo'), [
      ['2014-10-04 14:59:59', '2014-10-04'],
      ['2014-10-04 15:00:00', '2014-10-05'],
    ]),
  ],
  dayIn: [
    of('VARCHAR', (d) => d.dayIn(d.instant('CAST(v AS TIMESTAMP)'), 'America/New_York'), [
      // summer time: four hours behind; winter time: five
      ['2017-07-02 03:59:59', '2017-07-01'],
      ['2017-07-02 04:00:00', '2017-07-02'],
      ['2017-01-02 04:59:59', '2017-01-01'],
      ['2017-01-02 05:00:00', '2017-01-02'],
    ]),
  ],
};
