import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import { csvOf, EtlFixture, tolerant } from './etl-fixture';

type Csv = NonNullable<SettingsInput['csv']>;

describe('days as files write them', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  /** The days kept, and for rejected lines their reason. */
  async function days(written: readonly string[], csv: Csv = {}): Promise<unknown[]> {
    await etl.run([etl.localInput('a.csv', csvOf(...written.map((day) => `"${day}",u,p,1,1`)))], tolerant({ csv }));
    const rows = await etl.rows(`
      SELECT coalesce(CAST(CASE WHEN motivo IS NULL THEN fecha END AS VARCHAR), motivo) AS day
      FROM staged_lines ORDER BY rowid`);
    return rows.map(({ day }) => day);
  }

  it('the same instant is the same day by every way in: the one that is written', async () => {
    const late = '2019-10-01T23:30:00-03:00';
    expect(await days([late, '2019-10-01 23:30:00 -0300', '2019-10-01 23:30:00-03'])).toEqual(
      Array(3).fill('2019-10-01'),
    );
    expect(await days([late], { dateFormat: '%Y-%m-%dT%H:%M:%S%z' })).toEqual(['2019-10-01']);
    expect(await days(['Tue Oct 01 23:30:00 -0300 2019'], { dateFormat: '%a %b %d %H:%M:%S %z %Y' })).toEqual([
      '2019-10-01',
    ]);
    expect(await days(['01/10/2019 23:30 CLST', '01/10/2019 23:30 UTC'], { dateFormat: '%d/%m/%Y %H:%M %Z' })).toEqual([
      '2019-10-01',
      '2019-10-01',
    ]);
  });

  it('--time-zone tells the shop’s day of instants, and leaves days and local times alone', async () => {
    // Chile kept UTC−3 in October 2019, and UTC−4 in July.
    const timeZone = 'America/Santiago';
    const written = [
      '2019-10-02T02:30:00Z',
      '2019-10-02 02:30:00 UTC',
      '2019-10-02T02:30:00+00:00',
      '2019-07-02 03:30Z',
    ];
    expect(await days(written)).toEqual(['2019-10-02', '2019-10-02', '2019-10-02', '2019-07-02']);
    expect(await days(written, { timeZone })).toEqual(['2019-10-01', '2019-10-01', '2019-10-01', '2019-07-01']);
    expect(await days(['2019-10-02', '2019-10-02T02:30:00'], { timeZone })).toEqual(['2019-10-02', '2019-10-02']);
    expect(await days(['02/10/2019 02:30:00 +0000'], { timeZone, dateFormat: '%d/%m/%Y %H:%M:%S %z' })).toEqual([
      '2019-10-01',
    ]);
  });

  it('epoch seconds and milliseconds, in UTC and in the shop’s zone', async () => {
    // 1569983400 is 2019-10-02T02:30:00Z.
    expect(await days(['1569983400', '1569983400.0', '1569983400000'], { dateFormat: '%s' })).toEqual([
      '2019-10-02',
      '2019-10-02',
      'fecha_invalida',
    ]);
    expect(await days(['1569983400000', '1569983400'], { dateFormat: '%Q' })).toEqual(['2019-10-02', 'fecha_invalida']);
    expect(await days(['1569983400'], { dateFormat: '%s', timeZone: 'America/Santiago' })).toEqual(['2019-10-01']);
  });

  it.each<[string, string, string]>([
    ['01.10.19', '%d.%m.%y', '2019-10-01'],
    ['31-Mar-22', '%d-%b-%y', '2022-03-31'],
    ['31-mar-22', '%d-%b-%y', '2022-03-31'],
    ['05-ago-2024', '%d-%b-%Y', '2024-08-05'],
    ['5 sept. 2024', '%d %b %Y', '2024-09-05'],
    ['24 de diciembre de 2024', '%d de %B de %Y', '2024-12-24'],
    ['martes, 5 de marzo de 2024', '%A, %d de %B de %Y', '2024-03-05'],
    ['lun. 5/ago/2024', '%a %d/%b/%Y', '2024-08-05'],
    ['August 5, 2024', '%B %d, %Y', '2024-08-05'],
    ['05 dez 2024', '%d %b %Y', '2024-12-05'],
    ['1. März 2024', '%d. %B %Y', '2024-03-01'],
    ['01JAN2024', '%d%b%Y', '2024-01-01'],
    ['5/8/2024 11:15:00 p. m.', '%d/%m/%Y %I:%M:%S %p', '2024-08-05'],
    ['5/8/2024 11:15:00\u00a0p.\u00a0m.', '%d/%m/%Y %I:%M:%S %p', '2024-08-05'],
    ['Aug 5 2024 11:15PM', '%b %d %Y %I:%M%p', '2024-08-05'],
    ['2024-08-05T11:15:00.123', '%Y-%m-%dT%H:%M:%S.%f', '2024-08-05'],
    ['2024-218', '%Y-%j', '2024-08-05'],
  ])('%s under %s is %s', async (written, dateFormat, day) => {
    expect(await days([written, 'x'], { dateFormat })).toEqual([day, 'fecha_invalida']);
  });

  it('three formats with names of months and weekdays in one file are read at once', { timeout: 15_000 }, async () => {
    const formats = ['%A, %d de %B de %Y', '%d de %B de %Y', '%d-%b-%y %I:%M %p'];
    const days = [
      'viernes, 3 de octubre de 2014',
      '4 de octubre de 2014',
      '05-oct-14 11:15 p. m.',
      '6 de brumario de 2014',
    ];
    const text = csvOf(...days.map((day) => `"${day}",ana,pan,1,2.5`));
    expect(await etl.runText(text, { csv: { dateFormat: formats } })).toMatchObject({ linesKept: 3, linesRejected: 1 });
    expect((await etl.lines()).map(({ fecha }) => fecha)).toEqual(['2014-10-03', '2014-10-04', '2014-10-05']);
  });

  it('two formats in one file, ISO among them; a line that both fit with different days stops the run', async () => {
    const dateFormat = ['%d-%m-%Y', '%d/%m/%Y', 'ISO'];
    expect(await days(['21-07-2024', '5/8/2024', '2024-01-02', 'x'], { dateFormat })).toEqual([
      '2024-07-21',
      '2024-08-05',
      '2024-01-02',
      'fecha_invalida',
    ]);
    const file = etl.localInput('a.csv', csvOf('21/07/2024,u,p,1,1', '5/8/2024,u,p,1,1', '5/5/2024,u,p,1,1'));
    const running = etl.run([file], tolerant({ csv: { dateFormat: ['%d/%m/%Y', '%m/%d/%Y'] } }));
    await expect(running).rejects.toMatchObject({
      kind: 'data',
      message: 'a.csv: 1 of 3 lines fit two date formats that mean different days',
      lines: ['a.csv:3: fecha_ambigua: fecha_compra = "5/8/2024"'],
    });
  });
});
