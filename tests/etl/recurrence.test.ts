import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import type { SettingsInput } from '../../src/config/settings';
import { FREQUENCIES, LINE_UNITS_PRESET, PRODUCT_COUNTS, PURCHASES_MUST } from '../../src/config/settings';
import { query } from '../../src/engine/relation';
import { readFunnel } from '../../src/etl/funnel';
import { originsOn } from '../../src/tables/origins';
import { recurrent as recurrentOn } from '../../src/tables/recurrent';
import type { ShopTables } from '../../src/tables/shop';
import { csvOf, EtlFixture, parsed } from './etl-fixture';

type Rule = NonNullable<SettingsInput['recurrence']>;

/** `12x1` is a purchase of 12 units on one line, `6+6` one of two lines and products. */
function shopOf(purchases: Record<string, Record<string, string>>): string {
  const lines = Object.entries(purchases).flatMap(([customer, days]) =>
    Object.entries(days).flatMap(([day, basket]) =>
      basket.split('+').map((units, i) => `${day},${customer},p${i},${units},1`),
    ),
  );
  return csvOf(...lines);
}

describe('the recurrence rule', () => {
  let etl: EtlFixture;
  let shop: ShopTables;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  /** Names of the recurrent customers on each origin. */
  async function recurrent(rule: Rule, ...origins: string[]): Promise<string[][]> {
    const judged = { purchases: shop.purchases, origins: originsOn(origins.map(epochDay)), daily: false };
    const found = recurrentOn(judged, parsed({ recurrence: rule }).recurrence);
    const rows = await etl.rows(
      query({ found }, (_, t) => `SELECT usuario, origen FROM ${t.found} AS r ORDER BY usuario`),
    );
    return origins.map((origin) =>
      rows.filter(({ origen }) => origen === origin).map(({ usuario }) => String(usuario)),
    );
  }

  it('mean-gap: two or more qualifying days, fewer than 30 days apart on average', async () => {
    ({ shop } = await etl.runText(
      shopOf({
        once: { '2014-10-01': '11' },
        close: { '2014-10-01': '11', '2014-10-30': '11' },
        thirty: { '2014-10-01': '11', '2014-10-31': '11' },
        // 59 days in two gaps, and 60.
        fiftynine: { '2014-10-01': '11', '2014-10-02': '11', '2014-11-29': '11' },
        sixty: { '2014-10-01': '11', '2014-10-02': '11', '2014-11-30': '11' },
        small: { '2014-10-01': '11', '2014-10-05': '10' },
      }),
    ));
    expect(await recurrent({}, '2014-12-31')).toEqual([['close', 'fiftynine']]);
  });

  it('any-month and every-month count the purchases of calendar months', async () => {
    ({ shop } = await etl.runText(
      shopOf({
        // Two in October, one in November.
        some: { '2014-10-01': '11', '2014-10-31': '11', '2014-11-15': '11' },
        every: { '2014-10-01': '11', '2014-10-31': '11', '2014-11-01': '11', '2014-11-02': '11' },
        // A day apart, but in two months.
        across: { '2014-10-31': '11', '2014-11-01': '11' },
        // Nothing in November.
        gone: { '2014-10-01': '11', '2014-10-02': '11' },
        newcomer: { '2014-12-01': '11', '2014-12-02': '11' },
      }),
    ));
    const all = ['every', 'gone', 'newcomer', 'some'];
    expect(await recurrent({ frequency: 'any-month' }, '2014-12-15', '2014-10-30')).toEqual([all, ['gone']]);
    // December has only begun: it is judged for whoever began in it, and for nobody else.
    expect(await recurrent({ frequency: 'every-month' }, '2014-12-15')).toEqual([['every', 'newcomer']]);
    // On its last day a month counts.
    expect(await recurrent({ frequency: 'every-month' }, '2014-10-31')).toEqual([['every', 'gone', 'some']]);
    expect(await recurrent({ frequency: 'every-month' }, '2014-11-30')).toEqual([['every']]);
    expect(await recurrent({ frequency: 'every-month' }, '2014-12-31')).toEqual([['newcomer']]);
  });

  it('every-month goes over the turn of the year', async () => {
    const two = (month: string) => ({ [`${month}-03`]: '11', [`${month}-04`]: '11' });
    ({ shop } = await etl.runText(
      shopOf({
        whole: { ...two('2014-12'), ...two('2015-01'), ...two('2015-02') },
        gap: { ...two('2014-12'), ...two('2015-02') },
      }),
    ));
    expect(await recurrent({ frequency: 'every-month' }, '2015-02-28')).toEqual([['whole']]);
  });

  it.each<[Rule['productCount'], string[]]>([
    ['units', ['distinct', 'line', 'lines', 'units']],
    ['distinct', ['distinct']],
    ['lines', ['distinct', 'lines']],
    ['line-units', ['line']],
  ])('counts products as %s', async (productCount, expected) => {
    const eleven = Array.from({ length: 11 }, (_, i) => i);
    const baskets: Record<string, string[]> = {
      units: ['a,6', 'b,5'],
      distinct: eleven.map((i) => `p${i},1`),
      lines: eleven.map(() => 'a,1'),
      line: ['a,12'],
    };
    const lines = Object.entries(baskets).flatMap(([customer, items]) =>
      ['2014-10-01', '2014-10-08'].flatMap((day) => items.map((item) => `${day},${customer},${item},1`)),
    );
    ({ shop } = await etl.runText(csvOf(...lines)));
    expect(await recurrent({ productCount }, '2014-10-31')).toEqual([expected]);
  });

  it('disqualifies by one smaller purchase where every purchase must be large', async () => {
    ({ shop } = await etl.runText(
      shopOf({
        large: { '2014-10-01': '11', '2014-10-02': '11' },
        mixed: { '2014-10-01': '11', '2014-10-02': '11', '2014-10-05': '1' },
      }),
    ));
    expect(await recurrent({ purchasesMust: 'every' }, '2014-10-04', '2014-10-05')).toEqual([
      ['large', 'mixed'],
      ['large'],
    ]);
  });

  it('judges every origin on what was bought by then, as if it were the only one', async () => {
    ({ shop } = await etl.runText(
      shopOf({
        early: { '2014-10-01': '11', '2014-10-20': '11' },
        late: { '2014-10-01': '11', '2014-11-20': '11', '2014-11-21': '11' },
      }),
    ));
    const origins = ['2014-09-01', '2014-10-01', '2014-10-20', '2014-11-20', '2014-11-21'];
    const together = await recurrent({}, ...origins);
    expect(together).toEqual([[], [], ['early'], ['early'], ['early', 'late']]);
    for (const [i, origin] of origins.entries()) expect(await recurrent({}, origin)).toEqual([together[i]]);
  });

  it('takes two tickets of a day for two purchases of the month, but for one day between gaps', async () => {
    const file = [
      'fecha_compra,usuario,producto,cantidad,precio,t',
      '2014-10-01,ana,p,11,1,a',
      '2014-10-01,ana,p,11,1,b',
    ];
    ({ shop } = await etl.runText(file.join('\n'), { csv: { columns: { ticket: 't' } } }));
    expect(await recurrent({ frequency: 'any-month' }, '2014-10-31')).toEqual([['ana']]);
    expect(await recurrent({ frequency: 'mean-gap' }, '2014-10-31')).toEqual([[]]);
  });

  it('line-units preset: more than one line above ten units in a month, as the Python reference counts', async () => {
    ({ shop } = await etl.runText(
      shopOf({
        lines: { '2014-10-01': '11+12' },
        oneline: { '2014-10-01': '11+1', '2014-11-01': '11' },
        twodays: { '2014-10-01': '11', '2014-10-02': '11' },
        sum: { '2014-10-01': '6+6', '2014-10-02': '6+6' },
      }),
    ));
    expect(await recurrent(LINE_UNITS_PRESET, '2014-12-31')).toEqual([['lines', 'twodays']]);
  });

  it('funnel: customers left after each step, for every reading, the last as the rule itself finds them', async () => {
    ({ shop } = await etl.runText(
      shopOf({
        once: { '2014-10-01': '11' },
        small: { '2014-10-01': '1', '2014-10-05': '2' },
        mixed: { '2014-10-01': '11', '2014-10-08': '4+8', '2014-10-09': '1' },
        slow: { '2014-10-01': '11', '2014-11-30': '11' },
        twolines: { '2014-11-03': '11+11' },
        later: { '2014-12-01': '11', '2014-12-02': '11' },
      }),
      { asOf: '2014-11-30' },
    ));
    const readings = await readFunnel(etl.engine, shop.funnel, parsed({}).recurrence);
    expect(readings).toHaveLength(24);
    expect(readings.filter(({ chosen }) => chosen)).toEqual([
      {
        name: 'units / qualify / mean-gap',
        chosen: true,
        productCount: 'units',
        purchasesMust: 'qualify',
        frequency: 'mean-gap',
        steps: [
          { step: 'customers', limit: null, customers: 5 },
          { step: 'purchase-above', limit: 10, customers: 4 },
          { step: 'two-such-days', limit: null, customers: 2 },
          { step: 'mean-gap-below', limit: 30, customers: 1 },
        ],
      },
    ]);
    for (const productCount of PRODUCT_COUNTS) {
      for (const purchasesMust of PURCHASES_MUST) {
        for (const frequency of FREQUENCIES) {
          const [found] = await recurrent({ productCount, purchasesMust, frequency }, '2014-11-30');
          const reading = readings.find(({ name }) => name === `${productCount} / ${purchasesMust} / ${frequency}`);
          expect(reading?.steps[reading.steps.length - 1]?.customers, reading?.name).toBe(found!.length);
        }
      }
    }
  });
});
