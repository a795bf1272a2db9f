import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import type { Content } from './etl-fixture';
import { csvOf, EtlFixture, HEADER, remoteInput, tolerant } from './etl-fixture';

type Csv = NonNullable<SettingsInput['csv']>;

const LINES = ['2014-10-01,ana,pan,1,2.5', '2014-10-02,eva,leche,2,0.333'];
const ROWS = [
  { fecha: '2014-10-01', usuario: 'ana', producto: 'pan', cantidad: 1, precio: 2.5 },
  { fecha: '2014-10-02', usuario: 'eva', producto: 'leche', cantidad: 2, precio: 0.333 },
];
const BAD = 'x,ana,pan,1,1';

describe('the layout of text files', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  /** Read where it lies and from afar: the same lines and rejects. */
  async function read(content: Content, csv: Csv = {}): Promise<unknown> {
    const both = [];
    for (const input of [etl.localInput('a.csv', content), remoteInput('a.csv', content)]) {
      await etl.run([input], tolerant({ csv }));
      both.push({ lines: await etl.lines(), rejects: (await etl.rejects()).map(({ linea, texto }) => [linea, texto]) });
    }
    expect(both[1]).toEqual(both[0]);
    return both[0];
  }

  it.each<[string, Content, Csv, [number, string][]]>([
    ['no header, in the order of the contract', [...LINES, BAD, ''].join('\n'), { header: false }, [[3, BAD]]],
    ['no header, and a byte-order mark', `\ufeff${[...LINES, BAD].join('\r\n')}`, { header: false }, [[3, BAD]]],
    [
      'no header, by number',
      '7,pan,ana,2014-10-01,2.5,1\n7,leche,eva,2014-10-02,.333,2\n',
      { header: false, columns: { fecha_compra: '4', usuario: '3', producto: '2', cantidad: '6', precio: '5' } },
      [],
    ],
    ['lines before the header', `Ventas 2014\n"a; b",,\n\n${csvOf(...LINES, BAD)}`, { skipLines: 2 }, [[7, BAD]]],
    [
      'lines before data without a header',
      ['Ventas', '', ...LINES, BAD].join('\n'),
      { skipLines: 1, header: false },
      [[5, BAD]],
    ],
    [
      'sep=;',
      `sep=;\r\n${csvOf(...LINES, BAD)
        .replaceAll(',', ';')
        .replaceAll('\n', '\r\n')}`,
      {},
      [[5, BAD.replaceAll(',', ';')]],
    ],
    ['"sep=|" after a byte-order mark', `\ufeff"sep=|"\n${csvOf(...LINES).replaceAll(',', '|')}`, {}, []],
    [
      'blanks between fields, some in quotes',
      [
        `  ${HEADER.replaceAll(',', '   ')}`,
        '2014-10-01\tana "pan"  1 \t2.5  ',
        '   2014-10-02 "eva" leche 2 .333',
        'x  ana pan 1 1',
      ].join('\n'),
      { separator: ' ' },
      [[4, 'x ana pan 1 1']],
    ],
    [
      'UTF-16, little-endian',
      Buffer.from(`\ufeff${csvOf(...LINES, BAD)}`, 'utf16le'),
      { encoding: 'utf-16le' },
      [[4, BAD]],
    ],
    [
      'UTF-16, big-endian',
      Buffer.from(`\ufeff${csvOf(...LINES, BAD)}`, 'utf16le').swap16(),
      { encoding: 'utf-16be' },
      [[4, BAD]],
    ],
    [
      'UTF-16, big-endian, without a mark',
      Buffer.from(csvOf(...LINES), 'utf16le').swap16(),
      { encoding: 'utf-16be' },
      [],
    ],
    [
      'a comma within a header name',
      `${HEADER.replace('precio', '"Precio, total"')}\n${LINES.join('\n')}\n`,
      { columns: { precio: 'precio, total' } },
      [],
    ],
  ])('%s', async (_name, content, csv, rejects) => {
    expect(await read(content, csv)).toEqual({ lines: ROWS, rejects });
  });

  it('an emoji in big-endian UTF-16 stays whole wherever the bytes are cut', async () => {
    const text = csvOf(...Array.from({ length: 9 }, (_, i) => `2014-10-01,${'x'.repeat(i)}🍎,pan,1,1`));
    await etl.run([remoteInput('a', Buffer.from(text, 'utf16le').swap16())], { csv: { encoding: 'utf-16be' } });
    expect((await etl.lines()).every(({ usuario }) => String(usuario).endsWith('🍎'))).toBe(true);
  });

  it('columns that the folders of a path say', async () => {
    const content = 'usuario,producto,cantidad,precio,tienda\nana,pan,1,2.5,1\n,pan,1,1,1\n';
    const at = 'ventas/dia=2014-10-01/tienda=9/a.csv';
    const columns = { fecha_compra: 'dia' };
    await etl.run([remoteInput(at, content)], tolerant({ csv: { columns } }));
    expect(await etl.lines()).toEqual([ROWS[0]]);
    await etl.run([remoteInput(at, content)], tolerant({ csv: { columns: { ...columns, usuario: 'tienda' } } }));
    expect((await etl.lines()).map(({ usuario }) => usuario)).toEqual(['1', '1']);
    const odd = 'a/dia=ayer/a.csv';
    await etl.run(
      [remoteInput(odd, content), remoteInput('b/dia=2014-10-01/b.csv', content)],
      tolerant({ csv: { columns } }),
    );
    expect(await etl.rejects()).toMatchObject([
      { linea: 2, motivo: 'fecha_invalida', valor: 'ayer', texto: 'ana,pan,1,2.5,1' },
      { linea: 3, motivo: 'fecha_invalida', valor: 'ayer' },
      { linea: 3, motivo: 'usuario_vacio' },
    ]);
  });

  it.each<[string, Content, RegExp, RegExp]>([
    [
      'an Excel workbook',
      Buffer.from('PK\u0003\u0004\u0014\0[Content_Types].xml', 'latin1'),
      /a.csv is an Excel or other/,
      /CSV UTF-8/,
    ],
    [
      'an old Excel workbook',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      /a.csv is an Excel workbook \(xls\)/,
      /CSV UTF-8/,
    ],
    [
      'a zip archive',
      Buffer.from('PK\u0003\u0004\u0014\0data.csv', 'latin1'),
      /a.csv is a zip archive/,
      /unzip -p a.csv > lines.csv/,
    ],
    ['bzip2', Buffer.from('BZh91AY&SY'), /a.csv is bzip2/, /bunzip2 -c a.csv > lines.csv/],
    ['Zstandard', Buffer.from('28b52ffd0458', 'hex'), /a.csv is Zstandard/, /zstd -dc a.csv/],
    ['JSON', '[\n {"fecha_compra": "2014-10-01"}]', /a.csv is JSON/, /as CSV/],
    ['JSON lines', '{"fecha_compra": "2014-10-01"}\n{}', /a.csv is JSON/, /as CSV/],
    ['PDF', '%PDF-1.7\n', /a.csv is a PDF document/, /CSV/],
    ['a web page', '<!DOCTYPE html><html><table>', /a.csv is a web page/, /CSV UTF-8/],
    ['XML', '<?xml version="1.0"?><Workbook/>', /a.csv is XML/, /CSV UTF-8/],
    [
      'gzip of a tar archive',
      gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0')])),
      /a.csv is gzip of a tar archive/,
      /tar -xf a.csv/,
    ],
    [
      'a needed name in Latin-1',
      Buffer.from('fecha_compra,a\xf1o\n', 'latin1'),
      /the header is not utf-8 text/,
      /--encoding latin1/,
    ],
    [
      'UTF-16 of the other order',
      Buffer.from(`\ufeff${csvOf(...LINES)}`, 'utf16le').swap16(),
      /UTF-16 text \(big-endian\)/,
      /--encoding utf-16be/,
    ],
  ])('%s is called by its name', async (_name, content, message, remedy) => {
    for (const input of [etl.localInput('a.csv', content), remoteInput('a.csv', content)]) {
      await expect(etl.run([input])).rejects.toMatchObject({
        kind: 'data',
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(remedy),
      });
    }
  });
});
