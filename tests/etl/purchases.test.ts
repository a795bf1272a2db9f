import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, EtlFixture } from './etl-fixture';

const COLUMNS = 'usuario, fecha, ticket, units, distinct_products, lines, max_line_units, spend_milli, qualifies';

describe('purchases', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  const purchases = () => etl.rows(`SELECT ${COLUMNS} FROM purchases ORDER BY usuario, fecha, ticket`);

  it('are the lines of a customer on a day; a ticket total repeated on them is spent once', async () => {
    await etl.runText(
      csvOf(
        '2014-10-01,ana,pan,6,9.95',
        '2014-10-01,ana,leche,5,9.95',
        '2014-10-01,ana,pan,1,9.95',
        '2014-10-02,ana,pan,2,1.2',
        '2014-10-01,eva,pan,11,20.001',
      ),
    );
    expect(await purchases()).toEqual([
      row('ana', '2014-10-01', '', 12, 2, 3, 6, 9950, true),
      row('ana', '2014-10-02', '', 2, 1, 1, 2, 1200, false),
      row('eva', '2014-10-01', '', 11, 1, 1, 11, 20001, true),
    ]);
  });

  it('add up the distinct totals of a day with two tickets', async () => {
    await etl.runText(csvOf('2014-10-01,ana,pan,1,3.5', '2014-10-01,ana,leche,1,3.5', '2014-10-01,ana,queso,1,8'));
    expect((await purchases())[0]).toMatchObject({ spend_milli: 11_500 });
  });

  it('multiply where the price is that of a unit', async () => {
    await etl.runText(csvOf('2014-10-01,ana,pan,3,0.333', '2014-10-01,ana,leche,2,0.333'), {
      csv: { priceIs: 'unit' },
    });
    expect((await purchases())[0]).toMatchObject({ spend_milli: 1665 });
  });

  it.each([
    ['ticket', 9_000],
    ['unit', 108_000],
    ['line', 18_000],
  ] as const)('cost what the price says: where it is that of the %s, %i thousandths', async (priceIs, spent) => {
    const text = csvOf('2014-10-01,ana,pan,6,9.00', '2014-10-01,ana,leche,6,9.00');
    await etl.runText(text, { csv: { priceIs } });
    expect((await purchases())[0]).toMatchObject({ spend_milli: spent });
  });

  it('are tickets where there is a ticket column', async () => {
    const file = [
      'fecha_compra,usuario,producto,cantidad,precio,boleta',
      '2014-10-01,ana,pan,3,4,t1',
      '2014-10-01,ana,pan,9,5,t2',
      '2014-10-01,ana,leche,8,4,t1',
    ];
    await etl.runText(file.join('\n'), { csv: { columns: { ticket: 'boleta' } } });
    expect(await purchases()).toEqual([
      row('ana', '2014-10-01', 't1', 11, 2, 2, 8, 4000, true),
      row('ana', '2014-10-01', 't2', 9, 1, 1, 9, 5000, false),
    ]);
  });

  it('round money to thousandths, half away from zero', async () => {
    await etl.runText(
      csvOf('2014-10-01,ana,pan,1,0.0005', '2014-10-02,ana,pan,1,0.0004', '2014-10-03,ana,pan,1,1.0015'),
    );
    expect((await purchases()).map(({ spend_milli }) => spend_milli)).toEqual([1, 0, 1002]);
  });

  it('hold all units, lines and customers of the kept lines, over any span of days', async () => {
    const days = ['1970-01-02', '1999-12-31', '2000-01-01', '2014-10-14', '2014-10-15', '2099-12-31'];
    await etl.runText(csvOf(...days.flatMap((day) => [`${day},ana,pan,2,1`, `${day},eva,pan,3,1`])));
    const sums = 'sum(units)::INTEGER AS units, sum(lines)::INTEGER AS lines, count(*) AS purchases';
    expect(await etl.rows(`SELECT ${sums} FROM purchases`)).toEqual([{ units: 30, lines: 12, purchases: 12 }]);
  });
});

function row(
  usuario: string,
  fecha: string,
  ticket: string,
  ...figures: [number, number, number, number, number, boolean]
) {
  const [units, distinct_products, lines, max_line_units, spend_milli, qualifies] = figures;
  return { usuario, fecha, ticket, units, distinct_products, lines, max_line_units, spend_milli, qualifies };
}
