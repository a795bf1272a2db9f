import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { loadSettings } from '../../src/config/load-settings';
import { silentProgress } from '../../src/config/progress';
import { csvOf, EtlFixture } from './etl-fixture';

const GOOD = '2014-10-01,ana,pan,1,2.5';
const NOBODY = '2014-10-01,,pan,1,2.5';
const NO_DAY = 'ayer,ana,pan,1,2.5';

const limits = (value: string) =>
  loadSettings({ environment: {}, flags: [{ name: '--max-rejected-share', path: 'csv.maxRejectedShare', value }] });

test.each([
  ['.25', { maxRejectedShare: 0.25 }],
  [
    'usuario_vacio=.3,fecha_invalida=.01',
    { maxRejectedShare: 0.05, maxRejectedShareOf: { usuario_vacio: 0.3, fecha_invalida: 0.01 } },
  ],
  ['0.1, usuario_vacio = 1', { maxRejectedShare: 0.1, maxRejectedShareOf: { usuario_vacio: 1 } }],
])('--max-rejected-share %s', (text, expected) => {
  expect(limits(text).csv).toMatchObject(expected);
});

test.each(['much', 'usuario_vacio=', 'usuario_vacio=2', 'usuario_vacio=few'])(
  '--max-rejected-share %s is a usage error',
  (text) => {
    expect(() => limits(text)).toThrow(expect.objectContaining({ kind: 'usage' }));
  },
);

describe('rejected lines', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  const run = async (text: string, share: string) => etl.run([etl.localInput('data.csv', text)], limits(share));

  it('are counted against the limit of their reason, the others against that of all', async () => {
    const text = csvOf(...Array(6).fill(GOOD), NOBODY, NOBODY, NOBODY, NO_DAY);
    expect(await run(text, 'usuario_vacio=.3,fecha_invalida=.1')).toMatchObject({ linesKept: 6, linesRejected: 4 });
    expect(await run(text, '.1,usuario_vacio=.3')).toMatchObject({ linesKept: 6, linesRejected: 4 });
    await expect(run(text, 'usuario_vacio=.29,fecha_invalida=.1')).rejects.toMatchObject({
      kind: 'data',
      message: 'data.csv: 3 of 10 lines (30 %) are rejected as usuario_vacio; at most 29 % may be',
    });
    await expect(run(text, 'usuario_vacio=.3')).rejects.toMatchObject({
      message: 'data.csv: 1 of 10 lines (10 %) cannot be used; at most 5 % may be',
    });
    await expect(run(csvOf(NOBODY), 'usuario_vacio=1')).rejects.toMatchObject({ kind: 'data' });
  });

  it('of a load that they have made useless end it at once: the error is the same, of the first lines', async () => {
    // 60,000 of at most 364,000 lines, whatever the last two of three pieces hold.
    const text = csvOf(NO_DAY) + `${NO_DAY}\n`.repeat(59_999) + `${GOOD}\n`.repeat(100_000);
    const input = {
      ...etl.localInput('data.csv', text),
      open: async () => createReadStream(join(etl.folder, 'data.csv')),
    };
    const cache = join(etl.folder, 'useless');
    const failed = await etl.run([input], {}, { segmentBytes: 4000, cache }).catch((cause) => cause);
    const [, refused, read] =
      /^data.csv: (\d+) of the first (\d+) lines \(\S+ %\) cannot be used; at most 5 % may be$/.exec(failed.message) ??
      [];
    expect(refused).toBe('60000');
    expect(Number(read)).toBeLessThan(110_000);
    expect(failed.kind).toBe('data');
    expect(failed.lines.slice(0, 3)).toEqual([
      '60000 × fecha_invalida: not a date in the expected format',
      'for example',
      'data.csv:2: fecha_invalida: fecha_compra = "ayer"',
    ]);
    expect(failed.remedy).toContain('--date-format');
    expect(existsSync(cache)).toBe(false);
  });

  it('end no load that other lines may still save', async () => {
    const text = csvOf(...Array(3000).fill(NO_DAY)) + `${GOOD}\n`.repeat(58_000);
    expect(await etl.run([etl.localInput('data.csv', text)], {}, { segmentBytes: 1000 })).toMatchObject({
      linesKept: 58_000,
      linesRejected: 3000,
    });
    const packed = gzipSync(text);
    const inputs = [etl.localInput('a.csv', csvOf(...Array(3000).fill(NO_DAY))), etl.localInput('b.csv.gz', packed)];
    const more = { segmentBytes: 1000 };
    expect(await etl.run(inputs, { csv: { maxRejectedShare: 0.1 } }, more)).toMatchObject({ linesRejected: 6000 });
  });

  it('have no reason of that name: the nearest one is offered', async () => {
    await expect(run(csvOf(GOOD), 'usuario_vacia=.3')).rejects.toMatchObject({
      kind: 'usage',
      remedy: 'did you mean usuario_vacio?',
    });
  });

  it('are told below the limit too: count, reason, meaning and remedy', async () => {
    const said: string[] = [];
    const progress = { ...silentProgress, warn: (text: string) => said.push(text) };
    const lines = Buffer.from(csvOf(...Array(40).fill(GOOD), '2014-10-01,Mu\xf1oz,pan,1,2.5', NOBODY), 'latin1');
    await etl.run([etl.localInput('data.csv', lines)], {}, { progress });
    expect(said).toEqual([
      expect.stringMatching(/^1 line was rejected as codificacion \(bytes that are not text.*\): .*--encoding latin1/),
      expect.stringMatching(/^1 line was rejected as usuario_vacio \(no customer\): /),
    ]);
    said.length = 0;
    await etl.run([etl.localInput('data.csv', csvOf(GOOD))], {}, { progress });
    expect(said).toEqual([]);
  });

  it.each([
    ['other dates', '13/10/2014,ana,pan,1,2.5', '--date-format ISO --date-format %d/%m/%Y', 'ISO,%d/%m/%Y', {}],
    ['thousands', '2014-10-01,ana,pan,1,"1,234.5"', '--thousands ,', undefined, { thousands: ',' as const }],
  ])(
    'are told below the limit with options that leave the other lines as they are: %s',
    async (_, odd, options, formats, signs) => {
      const said: string[] = [];
      const progress = { ...silentProgress, warn: (text: string) => said.push(text) };
      const lines = csvOf(...Array(40).fill(GOOD), odd);
      await etl.run([etl.localInput('data.csv', lines)], {}, { progress });
      expect(said).toEqual([expect.stringContaining(`): ${options} reads them too`)]);
      const csv = { ...signs, ...(formats === undefined ? {} : { dateFormat: formats.split(',') }) };
      expect(await etl.run([etl.localInput('data.csv', lines)], { csv })).toMatchObject({ linesKept: 41 });
    },
  );

  it('are not offered what is done already: returns that are taken off, and find nothing', async () => {
    const said: string[] = [];
    const progress = { ...silentProgress, warn: (text: string) => said.push(text) };
    const lines = csvOf(...Array(40).fill(GOOD), '2014-10-01,nadie,pan,-1,2.5');
    for (const returns of ['reject', 'net'] as const) {
      await etl.run([etl.localInput('data.csv', lines)], { csv: { returns } }, { progress });
    }
    expect(said).toEqual([
      expect.stringMatching(/^1 line was rejected as devolucion .*--returns net/),
      expect.stringMatching(/^1 line was rejected as devolucion .*no earlier line/),
    ]);
  });

  it('are offered nothing below the limit that would spoil the other lines', async () => {
    const said: string[] = [];
    const progress = { ...silentProgress, warn: (text: string) => said.push(text) };
    const good = Array(40).fill('2014-10-01,Muñoz,pan,1,2.5');
    const broken = Buffer.from(
      '2014-10-01,Mu\xf1oz,pan,1,2.5\n2014-10-01,ana,pan,1,"2,5"\nayer,ana,pan,1,2.5',
      'latin1',
    );
    const lines = Buffer.concat([Buffer.from(csvOf(...good)), broken]);
    await etl.run([etl.localInput('data.csv', lines)], { csv: { maxRejectedShare: 0.1 } }, { progress });
    expect(said).toHaveLength(3);
    for (const text of said) expect(text).not.toMatch(/--encoding|--decimal ,|--date-format [%I]/);
  });
});
