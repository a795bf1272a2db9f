import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, EtlFixture, HEADER, remoteInput, tolerant } from './etl-fixture';

const LINES = ['2014-10-01,ana,pan,1,2.5', '2014-10-02,eva,leche,2,0.333'];
const ROWS = [
  { fecha: '2014-10-01', usuario: 'ana', producto: 'pan', cantidad: 1, precio: 2.5 },
  { fecha: '2014-10-02', usuario: 'eva', producto: 'leche', cantidad: 2, precio: 0.333 },
];

describe('inputs of purchase lines', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('%s as line end, with and without one at the end', async (_name, end) => {
    for (const last of ['', end, end + end]) {
      await etl.runText([HEADER, ...LINES].join(end) + last);
      expect(await etl.lines()).toEqual(ROWS);
      expect(await etl.rejects()).toEqual([]);
    }
  });

  it('gzip, whatever the name says, from disk and from afar', async () => {
    const zipped = gzipSync(csvOf(...LINES, 'x,ana,pan,1,1'));
    for (const input of [
      etl.localInput('a.csv.gz', zipped),
      etl.localInput('a.csv', zipped),
      remoteInput('a', zipped),
    ]) {
      await etl.run([input], tolerant({}));
      expect(await etl.lines()).toEqual(ROWS);
      expect(await etl.rejects()).toMatchObject([{ linea: 4, texto: 'x,ana,pan,1,1' }]);
    }
  });

  it('a file from another shop, through options alone', async () => {
    const text = [
      '\ufeffTRANSACTION DT;Customer_ID; "Product; name";QTY;Sales Amount;Note',
      '10/01/2014;ana;"pan; integral";"1";2,5;',
      '10/02/2014;"eva";"leche\r\n""fresca""";2;0,333;"a\nb"',
      '12/31/2014; luis ;5" clavos;3;10;',
    ].join('\r\n');
    await etl.runText(text.replace(' "Product; name"', '"Product; name"'), {
      csv: {
        columns: {
          fecha_compra: 'Transaction_DT',
          usuario: 'CUSTOMER_ID',
          producto: 'product; name',
          cantidad: 'qty',
          precio: 'SALES_AMOUNT',
        },
        decimal: ',',
        dateFormat: '%m/%d/%Y',
      },
    });
    expect(await etl.lines()).toEqual([
      { fecha: '2014-10-01', usuario: 'ana', producto: 'pan; integral', cantidad: 1, precio: 2.5 },
      { fecha: '2014-10-02', usuario: 'eva', producto: 'leche\r\n"fresca"', cantidad: 2, precio: 0.333 },
      { fecha: '2014-12-31', usuario: 'luis', producto: '5" clavos', cantidad: 3, precio: 10 },
    ]);
    expect(await etl.rejects()).toEqual([]);
  });

  it.each([',', ';', '\t', '|'])('%j as separator, found in the header', async (separator) => {
    await etl.runText(csvOf(...LINES).replaceAll(',', separator));
    expect(await etl.lines()).toEqual(ROWS);
  });

  it('a header with other columns, in another order, padded and in capitals', async () => {
    await etl.runText(' PRECIO ,x,Usuario,Fecha Compra,producto,CANTIDAD\n2.5,?,ana,2014-10-01,pan,1\n');
    expect(await etl.lines()).toEqual([ROWS[0]]);
  });

  it('latin1, with the euro sign and quotes of Windows', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\n2014-10-01,Mu\xf1oz,pan `, 'latin1'),
      Buffer.from([0x80]),
      Buffer.from(',1,2\n'),
    ]);
    for (const input of [etl.localInput('a.csv', bytes), remoteInput('a', bytes)]) {
      await etl.run([input], { csv: { encoding: 'latin1' } });
      expect(await etl.lines()).toMatchObject([{ usuario: 'Muñoz', producto: 'pan €' }]);
    }
  });

  it('UTF-16, with characters beyond the basic plane; half a character rejects its line', async () => {
    const text = `\ufeff${csvOf('2014-10-01,Muñoz,🍎,1,2', '2014-10-01,a\ud83d,pan,1,2', '2014-10-02,ana,pan,1,2')}`;
    const bytes = Buffer.from(text, 'utf16le');
    for (const input of [etl.localInput('a.csv', bytes), remoteInput('a', bytes)]) {
      await etl.run([input], tolerant({ csv: { encoding: 'utf-16le' } }));
      expect(await etl.lines()).toMatchObject([{ usuario: 'Muñoz', producto: '🍎' }, { usuario: 'ana' }]);
      expect(await etl.rejects()).toMatchObject([{ linea: 3, motivo: 'codificacion' }]);
    }
  });

  it('several files, each with its own columns, separator and line numbers', async () => {
    const result = await etl.run(
      [
        etl.localInput('a.csv', csvOf(LINES[0]!, 'x,ana,pan,1,1')),
        remoteInput(
          'b.csv',
          'usuario;producto;fecha_compra;precio;cantidad\neva;leche;2014-10-02;0.333;2\n;p;2014-10-02;1;1\n',
        ),
      ],
      tolerant({}),
    );
    expect(await etl.lines()).toEqual(ROWS);
    expect(await etl.rows('SELECT archivo, linea, motivo FROM rejects')).toEqual([
      { archivo: 'a.csv', linea: 3, motivo: 'fecha_invalida' },
      { archivo: 'b.csv', linea: 3, motivo: 'usuario_vacio' },
    ]);
    expect(result).toMatchObject({
      linesIn: 4,
      linesKept: 2,
      linesRejected: 2,
      firstDay: '2014-10-01',
      lastDay: '2014-10-02',
    });
  });

  it('a name with wildcards means that file', async () => {
    etl.localInput('data1.csv', csvOf('2014-10-01,other,pan,1,1'));
    await etl.run([etl.localInput('data[1].csv', csvOf(...LINES))]);
    expect(await etl.lines()).toEqual(ROWS);
  });

  it('date-times: the day as written counts', async () => {
    await etl.runText(
      csvOf('2014-10-01T23:59:59.5Z,a,p,1,1', '2014-10-01 23:59,a,p,1,1', '2014-10-01T23:59:00-05:00,a,p,1,1'),
    );
    expect((await etl.lines()).map(({ fecha }) => fecha)).toEqual(['2014-10-01', '2014-10-01', '2014-10-01']);
  });

  it('leaves formulas alone: they are data', async () => {
    await etl.runText(csvOf('2014-10-01,=SUM(A1),@x,1,1', '2014-10-01,-,-,1,1'));
    expect(await etl.lines()).toMatchObject([
      { usuario: '=SUM(A1)', producto: '@x' },
      { usuario: '-', producto: '-' },
    ]);
  });

  it('leaves no copies behind', async () => {
    const before = readdirSync(etl.folder);
    await etl.run([remoteInput('a.csv', csvOf(...LINES))]);
    expect(readdirSync(etl.folder)).toEqual(before);
  });
});

describe('Parquet inputs', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function parquet(select: string) {
    const path = join(etl.folder, 'in.parquet');
    await etl.engine.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
    const { readFileSync } = await import('node:fs');
    return {
      local: etl.localInput('rows.parquet', readFileSync(path)),
      remote: remoteInput('s3://b/rows', readFileSync(path)),
    };
  }

  it('are read typed, with decimals, instants and numbers as ids', async () => {
    const { local, remote } = await parquet(`
      SELECT TIMESTAMPTZ '2014-10-01 23:30:00-05' AS "Fecha Compra", 17 AS usuario, 'pan' AS producto,
             2::DOUBLE AS cantidad, 2.50::DECIMAL(9,2) AS precio`);
    for (const input of [local, remote]) {
      await etl.run([input]);
      expect(await etl.lines()).toEqual([
        { fecha: '2014-10-02', usuario: '17', producto: 'pan', cantidad: 2, precio: 2.5 },
      ]);
    }
  });

  it('are read as text, with the format and decimal sign of the settings', async () => {
    const { local } = await parquet(
      "SELECT '01.10.2014' AS fecha_compra, 'ana' AS usuario, 'pan' AS producto, '2' AS cantidad, '2,5' AS precio",
    );
    await etl.run([local], { csv: { dateFormat: '%d.%m.%Y', decimal: ',' } });
    expect(await etl.lines()).toEqual([
      { fecha: '2014-10-01', usuario: 'ana', producto: 'pan', cantidad: 2, precio: 2.5 },
    ]);
  });

  it('reject rows for the same reasons, by row number, with the row as JSON', async () => {
    const { local } = await parquet(`
      SELECT DATE '2014-10-01' AS fecha_compra, NULLIF('u' || i, 'u1') AS usuario, 'pan' AS producto,
             i AS cantidad, 1.5 AS precio
      FROM range(3) AS r(i)`);
    await etl.run([local], tolerant({}));
    expect(await etl.rejects()).toEqual([
      {
        linea: 1,
        motivo: 'cantidad_no_positiva',
        columna: 'cantidad',
        valor: '0',
        texto: '{"fecha_compra":"2014-10-01","usuario":"u0","producto":"pan","cantidad":0,"precio":1.5}',
      },
      {
        linea: 2,
        motivo: 'usuario_vacio',
        columna: 'usuario',
        valor: '',
        texto: '{"fecha_compra":"2014-10-01","usuario":null,"producto":"pan","cantidad":1,"precio":1.5}',
      },
    ]);
  });

  it('may stand beside CSV, and a damaged one is a data error', async () => {
    const { local } = await parquet(
      "SELECT DATE '2014-10-01' AS fecha_compra, 'ana' AS usuario, 'pan' AS producto, 1 AS cantidad, 2.5 AS precio",
    );
    await etl.run([local, etl.localInput('b.csv', csvOf(LINES[1]!))]);
    expect(await etl.lines()).toEqual(ROWS);
    const damaged = etl.localInput('bad.parquet', 'PAR1 and then nothing of the kind');
    await expect(etl.run([damaged])).rejects.toMatchObject({
      kind: 'data',
      message: expect.stringContaining('bad.parquet'),
    });
  });
});

const RETAIL = resolve(__dirname, '../../../shared/data/online_retail_ii_2009-10.csv.gz');

describe.runIf(existsSync(RETAIL))('a year of UK gift retail (Online Retail II)', () => {
  it('is kept whole', async () => {
    const etl = await EtlFixture.open();
    const { readFileSync } = await import('node:fs');
    const result = await etl.run([etl.localInput('retail.csv.gz', readFileSync(RETAIL))]);
    expect(result).toMatchObject({
      linesIn: 407_664,
      linesKept: 407_664,
      firstDay: '2009-12-01',
      lastDay: '2010-12-09',
    });
    const counts = 'count(DISTINCT usuario) AS customers, sum(lines)::INTEGER AS lines';
    expect(await etl.rows(`SELECT ${counts} FROM purchases`)).toEqual([{ customers: 4312, lines: 407_664 }]);
    await etl.close();
  });
});
