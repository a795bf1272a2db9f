import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import type { SettingsInput } from '../../src/config/settings';
import type { Content } from './etl-fixture';
import { csvOf, EtlFixture, HEADER, remoteInput } from './etl-fixture';

const GOOD = '2014-10-01,ana,pan,1,2.5';

describe('an input that is no table of purchase lines', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function failure(content: Content, settings: SettingsInput = {}): Promise<RecompraError> {
    const error = await etl.run([etl.localInput('data.csv', content)], settings).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(RecompraError);
    return error as RecompraError;
  }

  it('is empty, or has empty lines only', async () => {
    expect(await failure('')).toMatchObject({ kind: 'data', message: expect.stringContaining('data.csv is empty') });
    expect(await failure('\ufeff\r\n\n')).toMatchObject({ message: expect.stringContaining('has only empty lines') });
  });

  it('has a header and no lines', async () => {
    expect(await failure(`${HEADER}\n\n`)).toMatchObject({
      kind: 'data',
      message: 'data.csv: there is a header, but no purchase lines below it',
    });
  });

  it('lacks columns: the error names those found, and the mapping that would fit', async () => {
    const error = await failure('TRANSACTION DT,usuraio,PRODUCT_ID,cantidad,SALES_VALUE\n2014-10-01,ana,pan,1,2.5\n');
    expect(error).toMatchObject({
      kind: 'data',
      message: 'data.csv: no column fecha_compra, usuario, producto, precio',
      lines: [
        'columns found: TRANSACTION DT, usuraio, PRODUCT_ID, cantidad, SALES_VALUE',
        'columns expected: fecha_compra, usuario, producto, precio among them',
        'with the options below 1 of 1 lines are kept',
      ],
    });
    expect(error.remedy).toMatch(
      /^add --columns fecha_compra=TRANSACTION_DT,usuario=usuraio,producto=PRODUCT_ID,precio=SALES_VALUE\b/,
    );
  });

  it('has a needed column twice; another column may be there twice', async () => {
    expect(await failure(`${HEADER},Usuario\n`)).toMatchObject({
      message: 'data.csv: the column usuario is there more than once',
    });
    await etl.run([etl.localInput('data.csv', `${HEADER},x,x\n${GOOD},,\n`)]);
  });

  it('has an unreadable header', async () => {
    expect(await failure(`"fecha_compra,usuario\n${GOOD}\n`)).toMatchObject({
      kind: 'data',
      message: expect.stringContaining('the first line is no CSV header'),
    });
  });

  it('is UTF-16', async () => {
    for (const text of [csvOf(GOOD), `\ufeff${csvOf(GOOD)}`]) {
      expect(await failure(Buffer.from(text, 'utf16le'))).toMatchObject({
        message: 'data.csv is UTF-16 text; expected utf-8',
        remedy: expect.stringContaining('--encoding utf-16le'),
      });
    }
  });

  it('is Latin-1, in the header or in most lines', async () => {
    const latin1 = (text: string) => failure(Buffer.from(text, 'latin1'));
    const remedy = expect.stringContaining('--encoding latin1');
    expect(await latin1(`${HEADER},a\xf1o\n`)).toMatchObject({ remedy });
    const error = await latin1(csvOf(GOOD, '2014-10-01,Mu\xf1oz,pan,1,2.5', '2014-10-01,Pe\xf1a,pan,1,2.5'));
    expect(error).toMatchObject({ kind: 'data', remedy });
    expect(error.lines).toContain('data.csv:3: codificacion: 2014-10-01,Mu\xf1oz,pan,1,2.5');
  });

  it('is gzip cut short', async () => {
    const zipped = gzipSync(csvOf(...Array.from({ length: 5000 }, (_, i) => `2014-10-01,u${i},p,1,${i}`)));
    for (const bytes of [zipped.subarray(0, zipped.length / 2), zipped.subarray(0, zipped.length - 4)]) {
      expect(await failure(bytes)).toMatchObject({
        kind: 'data',
        message: expect.stringContaining('data.csv is gzip, but damaged'),
      });
    }
  });

  it('breaks off while it is fetched: the fault of the transport comes through', async () => {
    const input = remoteInput('s3://b/data.csv', csvOf(GOOD));
    const broken = { ...input, open: async () => (await input.open()).map(() => Promise.reject(new Error('reset'))) };
    await expect(etl.run([broken])).rejects.toThrow('reset');
  });

  it('has too many lines that cannot be used: counts, examples, and what to do', async () => {
    const error = await failure(
      csvOf(GOOD, '2014-10-01,,pan,1,2.5', '2014-10-01,ana,pan,0,2.5', '2014-10-01,eva,pan,0,2.5'),
    );
    expect(error).toMatchObject({
      kind: 'data',
      message: 'data.csv: 3 of 4 lines (75 %) cannot be used; at most 5 % may be',
      lines: [
        '2 × cantidad_no_positiva: a quantity of zero',
        '1 × usuario_vacio: no customer',
        'for example',
        'data.csv:3: usuario_vacio: usuario = ""',
        'data.csv:4: cantidad_no_positiva: cantidad = "0"',
        'data.csv:5: cantidad_no_positiva: cantidad = "0"',
      ],
    });
    expect(error.remedy).toContain('--max-rejected-share');
  });

  it('lets the share of the settings pass, and not a line more', async () => {
    const text = csvOf(GOOD, GOOD, GOOD, 'x,ana,pan,1,1');
    await etl.run([etl.localInput('data.csv', text)], { csv: { maxRejectedShare: 0.25 } });
    expect(await failure(text, { csv: { maxRejectedShare: 0.24 } })).toMatchObject({ kind: 'data' });
    expect(await failure(csvOf('x,ana,pan,1,1'), { csv: { maxRejectedShare: 1 } })).toMatchObject({ kind: 'data' });
  });

  const dated = (...days: string[]) => csvOf(...days.map((day) => `"${day}",ana,pan,1,2.5`));

  it.each([
    ['only %m/%d/%Y fits', ['10/01/2014', '12/31/2014'], '--date-format %m/%d/%Y'],
    ['only %d/%m/%Y fits', ['01/10/2014', '31/12/2014'], '--date-format %d/%m/%Y'],
    ['with a time', ['10/31/2014 23:59'], "--date-format '%m/%d/%Y %H:%M'"],
    ['with a year of two digits', ['01.10.19', '31.12.19'], '--date-format %d.%m.%y'],
    ['in Spanish words', ['24 de diciembre de 2014'], "--date-format '%d de %b de %Y'"],
    ['in words', ['05-Oct-2014'], '--date-format %d-%b-%Y'],
    ['in two formats', ['21-07-2014', '25/8/2014'], 'add --date-format %d-%m-%Y --date-format %d/%m/%Y'],
    ['no known format fits', ['ayer', 'hoy', '01/10/2014'], 'written with --date-format'],
  ])('has dates in another format: %s', async (_case, days, expected) => {
    expect((await failure(dated(...days))).remedy).toContain(expected);
  });

  it('has dates that two formats read differently: the nearer days are taken, and it is said', async () => {
    // 1 and 2 October, or 10 January and 10 February.
    const error = await failure(dated('01/10/2014', '02/10/2014'));
    expect(error.remedy).toBe('add --date-format %d/%m/%Y');
    expect(error.lines).toContain('%m/%d/%Y would fit these dates too, and mean other days: only you can tell');
  });

  it('has ISO dates, and a format was given', async () => {
    const error = await failure(dated('2014-10-01'), { csv: { dateFormat: '%d/%m/%Y' } });
    expect(error.remedy).toBe('add --date-format ISO');
  });

  it('has the other decimal sign', async () => {
    expect((await failure(csvOf('2014-10-01,ana,pan,1,"2,5"'))).remedy).toContain('--decimal ,');
    const error = await failure(csvOf('2014-10-01,ana,pan,1,2.5'), { csv: { decimal: ',' } });
    expect(error.remedy).toContain('--decimal .');
    expect((await failure(csvOf('2014-10-01,ana,pan,1,gratis'))).remedy).not.toContain('--decimal');
  });

  it('is read with the wrong separator', async () => {
    const error = await failure(`${HEADER}\n2014-10-01;ana;pan;1;2.5\n`);
    expect(error.remedy).toContain('--separator');
  });

  it('has no such day: the as-of date must lie within the data, or at most four weeks after them', async () => {
    const text = csvOf('2014-10-01,ana,pan,1,1', '2014-12-31,ana,pan,1,1');
    expect(await failure(text, { asOf: '2015-01-29' })).toMatchObject({
      kind: 'usage',
      message: 'the as-of date 2015-01-29 lies outside the data, which go from 2014-10-01 to 2014-12-31',
      remedy: expect.stringContaining('2014-10-01 to 2015-01-28'),
    });
    const after = await etl.run([etl.localInput('data.csv', text)], { asOf: '2015-01-28' });
    expect([after.asOf, after.lastDay]).toEqual(['2015-01-28', '2014-12-31']);
    expect(await failure(text, { asOf: '2014-09-30' })).toMatchObject({ kind: 'usage' });
    const inside = await etl.run([etl.localInput('data.csv', text)], { asOf: '2014-11-15' });
    expect(inside.asOf).toBe('2014-11-15');
  });
});
