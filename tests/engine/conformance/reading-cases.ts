import type { ReadingDialect } from '../../../src/engine/dialect';
import type { DialectCase, ReadingSpelling } from './dialect-case';
import { of } from './dialect-case';

/** Days and instants as people write them: for engines that read the files of others. */
export const READING_CASES: Record<ReadingSpelling, readonly DialectCase<ReadingDialect>[]> = {
  parseDate: [
    of('VARCHAR', (d) => d.parseDate('v', '%d/%m/%Y'), [
      ['05/03/2014', '2014-03-05'],
      ['31/02/2014', null],
      ['2014-03-05', null],
    ]),
    of('VARCHAR', (d) => d.parseDate('v', '%d de %B de %Y'), [
      ['5 de marzo de 2014', '2014-03-05'],
      ['5 DE MARÇO DE 2014', '2014-03-05'],
    ]),
    of('VARCHAR', (d) => d.parseDate('v', '%a %b %d, %Y %I:%M %p'), [
      ['Wed Mar 5, 2014 11:30 p. m.', '2014-03-05'],
      ['mié ene 1, 2014 01:00 am', '2014-01-01'],
    ]),
    of('VARCHAR', (d) => d.parseDate('v', '%Y-%m-%dT%H:%M:%S%z'), [['2014-10-02T02:30:00+0000', '2014-10-02']]),
    of('VARCHAR', (d) => d.parseDate('v', '%Y-%m-%dT%H:%M:%S%z', 'America/New_York'), [
      ['2014-10-02T02:30:00+0000', '2014-10-01'],
    ]),
  ],
  asStored: [
    of('BIGINT', (d) => d.asStored('v'), [
      [-3, -3],
      [null, null],
    ]),
    of('DOUBLE', (d) => `${d.asStored('v')} BETWEEN 0 AND 1`, [
      [0.5, true],
      [-1, false],
    ]),
  ],
  parseIsoDate: [
    of('VARCHAR', (d) => d.parseIsoDate('v'), [
      ['2014-10-05', '2014-10-05'],
      ['2014-10-05 08:30', '2014-10-05'],
      ['2014-10-05T23:59:59.123Z', '2014-10-05'],
      ['2014-10-5', null],
      ['2014/10/05', null],
      ['2014-02-30', null],
      ['', null],
    ]),
    of('VARCHAR', (d) => d.parseIsoDate('v', 'America/Santiago'), [
      ['2014-10-05T01:00:00Z', '2014-10-04'],
      ['2014-10-05T01:00:00', '2014-10-05'],
    ]),
  ],
  parseEpoch: [
    of('VARCHAR', (d) => d.parseEpoch('v', 1), [
      ['1412467199', '2014-10-04'],
      ['1412467200', '2014-10-05'],
      ['20141005', null],
    ]),
    of('VARCHAR', (d) => d.parseEpoch('v', 1000, 'America/Santiago'), [['1412467200000', '2014-10-04']]),
  ],
};
