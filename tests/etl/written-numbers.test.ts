import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import { csvOf, EtlFixture, tolerant } from './etl-fixture';

type Csv = NonNullable<SettingsInput['csv']>;

describe('numbers as files write them', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function prices(written: readonly string[], csv: Csv = {}): Promise<unknown[]> {
    await etl.run(
      [etl.localInput('a.csv', csvOf(...written.map((text) => `2024-01-05,u,p,1,"${text}"`)))],
      tolerant({ csv }),
    );
    const rows = await etl.rows(
      'SELECT CASE WHEN motivo IS NULL THEN precio END AS price FROM staged_lines ORDER BY rowid',
    );
    return rows.map(({ price }) => price);
  }

  it.each<[string, Csv, string[], (number | null)[]]>([
    [
      'point and comma',
      { thousands: '.', decimal: ',' },
      ['1.000', '18,50', '1.234.567,8', '1.23', '1.2345', '12', '-1.000', '1,000.5'],
      [1000, 18.5, 1_234_567.8, null, null, 12, null, null],
    ],
    [
      'comma and point',
      { thousands: ',' },
      ['1,000', '18.50', '1,234.5', '12,34', '12,34,567.5'],
      [1000, 18.5, 1234.5, null, 1_234_567.5],
    ],
    [
      'a blank of any width',
      { thousands: ' ', decimal: ',' },
      ['1 000', '1\u00a0234,5', '1\u202f234', '1  000'],
      [1000, 1234.5, 1234, null],
    ],
    ['an apostrophe', { thousands: "'" }, ["1'000.50", '1’000', '5'], [1000.5, 1000, 5]],
    ['none: a group is no number', { decimal: ',' }, ['1.000', '18,50'], [null, 18.5]],
  ])('thousands: %s', async (_name, csv, written, expected) => {
    expect(await prices(written, csv)).toEqual(expected);
  });

  it('a price that no sum can hold is absurd, however little of the goods was bought', async () => {
    const lines = ['2024-01-05,u,p,2,3', '2024-01-05,u,p,5e-324,1e308', '2024-01-05,u,p,0.001,1000000000001'];
    expect(
      (await etl.run([etl.localInput('a.csv', csvOf(...lines))], tolerant({ csv: { priceIs: 'unit' } }))).reasons,
    ).toEqual([{ reason: 'precio_absurdo', lines: 2 }]);
  });

  it('a sign behind the number is a minus: what was taken back is a return, what was paid back a negative price', async () => {
    const csv: Csv = { thousands: '.', decimal: ',' };
    const lines = ['2,10', '"12,50-"', '"1.234,5-"', '"12,50- €"', '5--', '-5-', '-'];
    await etl.run(
      [
        etl.localInput(
          'a.csv',
          csvOf(
            ...lines.map((price) => `2024-01-05,u,p,1,${price.includes('"') ? price : `"${price}"`}`),
            '2024-01-05,u,p,3-,"2,10"',
            '2024-01-05,u,p,"1.000-","2,10"',
            '2024-01-05,u,p,"0,5-","2,10"',
          ),
        ),
      ],
      tolerant({ csv }),
    );
    const rows = await etl.rows('SELECT motivo FROM staged_lines ORDER BY rowid');
    expect(rows.map(({ motivo }) => motivo)).toEqual([
      null,
      'precio_negativo',
      'precio_negativo',
      'precio_negativo',
      'precio_invalido',
      'precio_invalido',
      'precio_invalido',
      'devolucion',
      'devolucion',
      'devolucion',
    ]);
  });

  it('a currency before or after the number is no part of it', async () => {
    const written = [
      '$5',
      '$ 5.50',
      '5€',
      '5.50 €',
      'R$ 10',
      'US$7',
      'S/ 3.20',
      'CLP 990',
      '990 CLP',
      '£1',
      '5\u00a0€',
      '€',
      'XYZ 5',
      'NaN',
    ];
    expect(await prices(written)).toEqual([5, 5.5, 5, 5.5, 10, 7, 3.2, 990, 990, 1, 5, null, null, null]);
    expect(await prices(['$ 1.990', '-$ 1.990', '$5'], { thousands: '.', decimal: ',' })).toEqual([1990, null, 5]);
  });

  it('quantities have thousands too', async () => {
    const file = etl.localInput(
      'a.csv',
      csvOf('2024-01-05,u,p,1.000,1', '2024-01-05,u,p,"1.000,00",1', '2024-01-05,u,p,12,1'),
    );
    await etl.run([file], { csv: { thousands: '.', decimal: ',' } });
    expect((await etl.lines()).map(({ cantidad }) => cantidad)).toEqual([1000, 1000, 12]);
  });
});
