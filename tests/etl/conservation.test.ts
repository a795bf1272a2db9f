import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { EtlFixture, HEADER, remoteInput, tolerant } from './etl-fixture';
import { referenceOutcome } from './reference-lines';

const RUNS = Number(process.env['CONSERVATION_RUNS'] ?? 300);

const good = ['2014-10-01', 'u1', 'p1', '3', '12.5'] as const;

/** Values a column may hold, from fine to absurd. */
const FIELDS: readonly (readonly string[])[] = [
  [
    '2014-10-01',
    ' 2014-12-31 ',
    '2014-10-02T23:59:59Z',
    '2014-10-02 08:00',
    '',
    '2014-02-30',
    '01/10/2014',
    '1900-01-01',
    '9999-12-31',
    'infinity',
    '2014-1-1',
    'x',
  ],
  ['u1', 'u 2', '"u,3"', '"u""4"', 'ñu5', ' u6\t', '', '  ', '=SUM(A1)', 'u"7', '"u\n8"', '"u\r\n9"', '"u1\n"', 'NULL'],
  ['p1', 'p2', '"p;3"', '', '\u00a0', '🍎', "p'4", '--', '#N/A'],
  [
    '1',
    '03',
    '+4',
    '5.',
    '6.000',
    '',
    '0',
    '-1',
    '2.5',
    '1e3',
    '1000000',
    '1000001',
    '99999999999999999999999',
    '1_000',
    '0x10',
    'tres',
    'NaN',
    '1,5',
    '"4\r\n"',
  ],
  [
    '0',
    '12.5',
    '.5',
    '1e2',
    '1.',
    '0.0001',
    '',
    '-0.01',
    'free',
    'Infinity',
    'nan',
    '1e400',
    '1e13',
    '1_0',
    '"3,5"',
    '"2\n"',
    '"\r\n\v2\f"',
    '$5',
  ],
];

/** Values of clean files, bare and in quotes. */
const CLEAN: readonly (readonly string[])[] = [
  ['2014-10-01', '"2014-12-31"', ' 2014-10-02'],
  ['u1', '"u,2"', '"u3"', "u'4", 'ñ5'],
  ['p1', '"p;2"', '"p ""3"""', '"🍎"'],
  ['1', '"2"', '3.0'],
  ['0', '"12.5"', '1e2'],
];

const field = (column: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(good[column]!) },
    { weight: 4, arbitrary: fc.constantFrom(...FIELDS[column]!) },
    { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom('"', '"x', 'x"y', '""', '"a"b', '\0', '\u00ff\u00fe', '"\n', '\r') },
  );

const line = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(...good.map((_, column) => field(column))).map((fields) => fields.join(',')) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', ',,,,', 'a', '1,2,3,4,5,6', '"', '2014-10-01,u,p,1,"2') },
);

const file = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 30 }),
  lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
  last: fc.constantFrom('', '\n', '\n\n'),
  latin1: fc.boolean(),
  segmentBytes: fc.constantFrom(1, 60, undefined),
});

describe('every line of a file', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  it('is kept with its values or rejected with its text, line number and reason, whatever the file holds', async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.boolean(), async ({ lines, lineEnd, last, latin1, segmentBytes }, local) => {
        const content = Buffer.from([HEADER, ...lines].join(lineEnd) + last, latin1 ? 'latin1' : 'utf8');
        const expected = referenceOutcome(content.toString('latin1'));
        const input = local ? etl.localInput('ugly.csv', content) : remoteInput('ugly.csv', content);
        if (expected.lines.length === 0) {
          await expect(etl.run([input], tolerant({}))).rejects.toThrow(RecompraError);
          return;
        }
        const result = await etl.run([input], tolerant({}), { segmentBytes });
        expect(await etl.lines()).toEqual(expected.lines);
        const rejects = (await etl.rejects()).map(({ columna, valor, ...rest }) => ({ ...rest, valor: valor ?? '' }));
        expect(rejects).toEqual(expected.rejects);
        expect(result).toMatchObject({
          linesIn: expected.lines.length + expected.rejects.length,
          linesKept: expected.lines.length,
          linesRejected: expected.rejects.length,
        });
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('is kept where the file is clean, whatever its line ends, and however it is parted', async () => {
    const clean = fc.record({
      rows: fc.array(fc.tuple(...[0, 1, 2, 3, 4].map((column) => fc.constantFrom(...CLEAN[column]!))), {
        minLength: 1,
      }),
      times: fc.constantFrom(1, 1, 1, 500),
      ends: fc.array(fc.constantFrom('\n', '\n', '\r\n', '\r\n', '\n\n', '\r\n\r\n'), { minLength: 1, maxLength: 3 }),
      last: fc.boolean(),
      segmentBytes: fc.constantFrom(1, 100, 5000, undefined),
    });
    await fc.assert(
      fc.asyncProperty(clean, async ({ rows, times, ends, last, segmentBytes }) => {
        const lines = Array.from({ length: times }, () => rows.map((row) => row.join(','))).flat();
        const ended = [HEADER, ...lines].map((line, i, all) =>
          i === all.length - 1 && !last ? line : line + ends[i % ends.length]!,
        );
        const content = ended.join('');
        const expected = referenceOutcome(Buffer.from(content).toString('latin1'));
        const input = etl.localInput('clean.csv', content);
        const { hashes } = await etl.run([input], {}, { segmentBytes });
        expect(await etl.lines()).toEqual(expected.lines);
        expect(hashes).toEqual([{ bytes: input.bytes, sha256: createHash('sha256').update(content).digest('hex') }]);
      }),
      { numRuns: RUNS / 3 },
    );
  }, 600_000);
});
