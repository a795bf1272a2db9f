import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { silentProgress } from '../../src/config/progress';
import type { SettingsInput } from '../../src/config/settings';
import { etlMetrics } from '../../src/etl/etl-metrics';
import { everybodyAmong } from '../../src/etl/everybody-customer';
import type { EtlJob } from '../../src/etl/read/etl-job';
import { csvOf, EtlFixture, parsed } from './etl-fixture';

/** Thirty customers with six lines each, and `name` with sixty: a quarter of all 240. */
function shop(name: string): string[] {
  const days = Array.from({ length: 6 }, (_, i) => `2014-10-0${i + 1}`);
  const known = Array.from({ length: 30 }, (_, i) => days.map((day) => `${day},u${i},pan,12,2.5`));
  const many = days.flatMap((day) => Array.from({ length: 10 }, (_, i) => `${day},${name},p${i},1,2.5`));
  return [...known.flat(), ...many];
}

describe('one id that is everybody', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function warned(text: string, settings: SettingsInput = {}, more: Partial<EtlJob> = {}) {
    const said: (string | undefined)[][] = [];
    const progress = { ...silentProgress, warn: (...texts: string[]) => said.push(texts) };
    const result = await etl.runText(text, settings, { progress, ...more });
    return { said, result };
  }

  it.each(['0', '0.0', 'Consumidor Final', 'socio-7'])('%j is warned of by name, share and option', async (name) => {
    const { said } = await warned(csvOf(...shop(name)));
    const figures = 'has 60 of 240 lines (25 %), on 6 days: one id for many customers? --exclude-customers FILE';
    expect(said).toHaveLength(1);
    expect(said[0]![0]).toContain(`the customer ${JSON.stringify(name)} ${figures}`);
    // For logs that are kept.
    expect(said[0]![1]).toContain(`one customer ${figures}`);
  });

  it('is told by its tickets too', async () => {
    const lines = shop('ana').map((line, i) => `${line},t${i}`);
    const { said } = await warned(`fecha_compra,usuario,producto,cantidad,precio,ticket\n${lines.join('\n')}\n`, {
      csv: { columns: { ticket: 'ticket' } },
    });
    expect(said[0]![0]).toContain('"ana" has 60 of 240 lines (25 %), on 6 days, 10 tickets a day');
  });

  it('is nobody in a shop of equals, nor a good customer, nor one of few', async () => {
    expect((await warned(csvOf(...shop('ana').filter((_, i) => i < 190)))).said).toEqual([]);
    expect(
      (await warned(csvOf('2014-10-01,ana,pan,1,1', '2014-10-01,ana,col,1,1', '2014-10-01,eva,col,1,1'))).said,
    ).toEqual([]);
  });

  it('is left out with --exclude-customers: counted apart, and part of no figure', async () => {
    const excluded = { file: 'out.txt', names: ['0', 'nobody'] };
    const lines = [...shop('0'), '2014-10-09,0,pan,-1,2.5', 'ayer,eva,pan,1,2.5'];
    const { said, result } = await warned(csvOf(...lines), {}, { excluded });
    expect(result).toMatchObject({ linesIn: 242, linesKept: 180, linesRejected: 2, linesExcluded: 60 });
    expect(said.slice(0, 1)).toEqual([['out.txt: no line is of "nobody"', 'out.txt: no line is of 1 of its names']]);
    expect(await etlMetrics(etl.engine, parsed({}), result)).toMatchObject({
      ...{ linesIn: 242, linesKept: 180, linesRejected: 2, linesExcluded: 60, customers: 30, recurrentCustomers: 30 },
    });
    expect(await etl.rows("SELECT count(*) AS n FROM purchases WHERE usuario = '0'")).toEqual([{ n: 0 }]);
  });

  it('leaves nothing behind where everybody is excluded', async () => {
    const running = warned(csvOf('2014-10-01,0,pan,1,1'), {}, { excluded: { file: 'out.txt', names: ['0'] } });
    await expect(running).rejects.toMatchObject({ kind: 'data' });
  });
});

test('two ids of everybody do not hide each other', () => {
  const customer = (name: string, lines: number) => ({ name, lines, purchases: 5, days: 5 });
  const largest = [customer('0', 5000), customer('0.0', 4000), customer('ana', 60)];
  const names = everybodyAmong(largest, { lines: 10_000, customers: 300 }).map(({ name }) => name);
  expect(names).toEqual(['0', '0.0']);
});
