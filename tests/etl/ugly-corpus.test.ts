import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import type { Content } from './etl-fixture';
import { csvOf, EtlFixture, HEADER } from './etl-fixture';
import { DATE_STYLES } from './ugly-files';

const GOOD = '2014-10-01,u,p,1,2';
const MiB = 2 ** 20;

/** Content, lines kept, and of the rejected ones number and reason. */
type Case = [name: string, content: Content, kept: number, rejects: [number, string][], csv?: SettingsInput['csv']];

const CASES: Case[] = [
  ['a byte-order mark', `\ufeff${csvOf(GOOD)}`, 1, []],
  [
    'a byte-order mark in the middle, from files put together',
    csvOf(GOOD, `\ufeff${HEADER}`, GOOD),
    2,
    [[3, 'fecha_invalida']],
  ],
  ['a header in the middle', csvOf(GOOD, HEADER, GOOD), 2, [[3, 'fecha_invalida']]],
  ['CRLF', csvOf(GOOD, GOOD).replaceAll('\n', '\r\n'), 2, []],
  ['a lone CR', csvOf(GOOD, GOOD).replaceAll('\n', '\r'), 2, []],
  ['line ends of three kinds', `${HEADER}\r\n${GOOD}\r${GOOD}\n${GOOD}`, 3, []],
  ['a NUL byte', csvOf(GOOD, '2014-10-01,u\0,p,1,2'), 1, [[3, 'byte_nulo']]],
  ['a line of 10 MB', csvOf(GOOD, `2014-10-01,${'u'.repeat(10 * MiB)},p,1,2`, GOOD), 2, [[3, 'linea_demasiado_larga']]],
  [
    'a quoted field of 10 MB',
    csvOf(GOOD, `2014-10-01,"${'u'.repeat(10 * MiB)}",p,1,2`, GOOD),
    2,
    [[3, 'linea_demasiado_larga']],
  ],
  ['10 MB without a line end, last', `${csvOf(GOOD)}${'x'.repeat(10 * MiB)}`, 1, [[3, 'linea_demasiado_larga']]],
  ['an unclosed quote', csvOf(GOOD, '2014-10-01,"u,p,1,2', GOOD), 2, [[3, 'comillas_sin_cerrar']]],
  [
    'an unclosed quote in the last field',
    csvOf(GOOD, '2014-10-01,u,p,1,"2', GOOD, GOOD),
    3,
    [[3, 'comillas_sin_cerrar']],
  ],
  ['text after a closing quote', csvOf(GOOD, '2014-10-01,"u"x,p,1,2'), 1, [[3, 'comillas_sin_cerrar']]],
  ['a line end in quotes', csvOf('2014-10-01,"u\n1",p,1,2', GOOD), 2, []],
  ['Latin-1 in UTF-8', Buffer.from(csvOf(GOOD, '2014-10-01,ni\xf1o,p,1,2'), 'latin1'), 1, [[3, 'codificacion']]],
  ['Latin-1 said to be so', Buffer.from(csvOf('2014-10-01,ni\xf1o,p,1,2'), 'latin1'), 1, [], { encoding: 'latin1' }],
  ['UTF-16 said to be so', Buffer.from(`\ufeff${csvOf(GOOD)}`, 'utf16le'), 1, [], { encoding: 'utf-16le' }],
  [
    'half a UTF-16 character',
    Buffer.concat([Buffer.from(csvOf(GOOD, GOOD).trimEnd(), 'utf16le'), Buffer.from('x')]),
    1,
    [[3, 'codificacion']],
    { encoding: 'utf-16le' },
  ],
  ['formulas, which are names like others', csvOf('2014-10-01,=1+1,@SUM(A1),1,2', '2014-10-01,-2,+3,1,2'), 2, []],
  ['a formula for a quantity', csvOf(GOOD, '2014-10-01,u,p,=1+1,2'), 1, [[3, 'cantidad_no_entera']]],
  ['2^63', csvOf(GOOD, '2014-10-01,u,p,9223372036854775808,2'), 1, [[3, 'cantidad_absurda']]],
  ['-2^63 - 1', csvOf(GOOD, '2014-10-01,u,p,-9223372036854775809,2'), 1, [[3, 'devolucion']]],
  [
    '1e308',
    csvOf(GOOD, '2014-10-01,u,p,1,1e308', '2014-10-01,u,p,1e308,1'),
    1,
    [
      [3, 'precio_absurdo'],
      [4, 'cantidad_absurda'],
    ],
  ],
  ['more than a double holds', csvOf(GOOD, '2014-10-01,u,p,1,1e309'), 1, [[3, 'precio_invalido']]],
  [
    'NaN',
    csvOf(GOOD, '2014-10-01,u,p,1,NaN', '2014-10-01,u,p,nan,1'),
    1,
    [
      [3, 'precio_vacio'],
      [4, 'cantidad_vacia'],
    ],
  ],
  [
    'days that no calendar has',
    csvOf(GOOD, '2014-02-30,u,p,1,2', '2015-02-29,u,p,1,2', '2014-13-01,u,p,1,2', '2014-00-01,u,p,1,2'),
    1,
    [
      [3, 'fecha_invalida'],
      [4, 'fecha_invalida'],
      [5, 'fecha_invalida'],
      [6, 'fecha_invalida'],
    ],
  ],
  ['29 February of a leap year', csvOf('2016-02-29,u,p,1,2'), 1, []],
  [
    'placeholders for a date',
    csvOf(GOOD, '1900-01-01,u,p,1,2', '9999-12-31,u,p,1,2'),
    1,
    [
      [3, 'fecha_absurda'],
      [4, 'fecha_absurda'],
    ],
  ],
  [
    'dates in words',
    csvOf(GOOD, 'infinity,u,p,1,2', 'today,u,p,1,2', 'epoch,u,p,1,2'),
    1,
    [
      [3, 'fecha_invalida'],
      [4, 'fecha_invalida'],
      [5, 'fecha_invalida'],
    ],
  ],
  [
    'digits of other scripts',
    csvOf(GOOD, '2014-10-01,u,p,١٢,2', '2014-10-01,u,p,1,１２'),
    1,
    [
      [3, 'cantidad_no_entera'],
      [4, 'precio_invalido'],
    ],
  ],
  ['a byte-order mark within a name, which stays', csvOf('2014-10-01,\ufeffu,p,1,2'), 1, []],
];

describe('the ugly', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  it.each(CASES)('%s', async (_, content, kept, rejects, csv = {}) => {
    const result = await etl.runText(content, { csv });
    expect((await etl.rejects()).map(({ linea, motivo }) => [linea, motivo])).toEqual(rejects);
    expect(result).toMatchObject({ linesIn: kept + rejects.length, linesKept: kept, linesRejected: rejects.length });
  });

  it('a byte-order mark within a name is part of it', async () => {
    await etl.runText(csvOf('2014-10-01,\ufeffu,p,1,2'));
    expect(await etl.rows('SELECT length(usuario) AS n FROM lines')).toEqual([{ n: 2 }]);
  });

  it.each<[string, Content, RegExp]>([
    [
      'UTF-16 not said to be so',
      Buffer.from(`\ufeff${csvOf(GOOD)}`, 'utf16le'),
      /data.csv is UTF-16 text; expected utf-8/,
    ],
    ['a needed column twice', `${HEADER},usuario\n${GOOD},v\n`, /data.csv: the column usuario is there more than once/],
    ['no header', `${GOOD}\n${GOOD}\n`, /data.csv: no column fecha_compra/],
    ['nothing', '', /data.csv is empty/],
    ['empty lines', '\n\r\n\n', /data.csv has only empty lines/],
    ['a header alone', csvOf(), /data.csv: there is a header, but no purchase lines below it/],
    ['10 MB of one line', 'x'.repeat(10 * MiB), /data.csv: the first line is no CSV header/],
    ['a gzip cut short', Buffer.from([0x1f, 0x8b, 8, 0, 0]), /data.csv is gzip, but damaged or cut short/],
  ])('%s is refused as a whole', async (_, content, message) => {
    await expect(etl.runText(content)).rejects.toMatchObject({ kind: 'data', message: expect.stringMatching(message) });
  });

  it.each(DATE_STYLES.map(({ format, write }) => [format, write('2014', '11', '28')] as const))(
    'dates as %s need to be said so, and the error names the format',
    async (format, date) => {
      const content = csvOf(`${date},u,p,1,2`);
      await expect(etl.runText(content)).rejects.toMatchObject({ remedy: expect.stringContaining(format) });
      await etl.runText(content, { csv: { dateFormat: format } });
      expect(await etl.lines()).toMatchObject([{ fecha: '2014-11-28' }]);
    },
  );
});
