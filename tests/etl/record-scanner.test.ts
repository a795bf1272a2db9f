import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECORD_LIMIT } from '../../src/csv/record-end';
import { splitFields } from '../../src/csv/record-fields';
import { recordsOf } from '../../src/csv/record-run';
import { RecordScanner } from '../../src/csv/record-scanner';
import { referenceRecords } from './reference-records';

interface Found {
  kind: string;
  line: number;
  text: string;
}

function scan(chunks: Buffer[], separator: string, fields: number): Found[] {
  const found: Found[] = [];
  const latin1 = (bytes: Buffer) => bytes.toString('latin1');
  const scanner = new RecordScanner(
    { separator: separator.charCodeAt(0), fields },
    {
      run: (run) => {
        const records = [...recordsOf(run)];
        expect(records).toHaveLength(run.records);
        found.push(...records.map(({ bytes, line }) => ({ kind: 'regular', line, text: latin1(bytes) })));
      },
      irregular: ({ bytes, line }) => found.push({ kind: 'irregular', line, text: latin1(bytes) }),
      malformed: ({ bytes, line }, reason) => found.push({ kind: reason, line, text: latin1(bytes) }),
      blank: () => undefined,
    },
  );
  for (const chunk of chunks) scanner.push(chunk);
  scanner.finish();
  return found;
}

const scanText = (text: string, fields = 2) => scan([Buffer.from(text)], ',', fields);

describe('a scanner of CSV records', () => {
  it('takes LF, CRLF and CR as line ends, and the end of the text', () => {
    expect(scanText('a,1\nb,2\r\nc,3\rd,4').map(({ text }) => text)).toEqual(['a,1', 'b,2', 'c,3', 'd,4']);
  });

  it('counts empty lines as lines, but not as records', () => {
    expect(scanText('\na,1\r\n\r\n\rb,2\n\n').map(({ line, text }) => [line, text])).toEqual([
      [2, 'a,1'],
      [5, 'b,2'],
    ]);
  });

  it('reads quoted fields over separators, line ends and doubled quotes', () => {
    expect(scanText('"a,""b""\nc",1\nd,2')).toEqual([
      { kind: 'irregular', line: 1, text: '"a,""b""\nc",1' },
      { kind: 'regular', line: 3, text: 'd,2' },
    ]);
  });

  it('takes a quote within an unquoted field as text', () => {
    expect(scanText('5" pipe,1')).toEqual([{ kind: 'irregular', line: 1, text: '5" pipe,1' }]);
  });

  it('gives up only the line whose quote does not close', () => {
    expect(scanText('a,1\n"b,2\nc,3\nd,4').map(({ kind }) => kind)).toEqual([
      'regular',
      'comillas_sin_cerrar',
      'regular',
      'regular',
    ]);
  });

  it('gives up the line where a later quote seems to close it amid a word', () => {
    expect(scanText('"a,1\n"b",2\nc,3').map(({ kind, line }) => [kind, line])).toEqual([
      ['comillas_sin_cerrar', 1],
      ['regular', 2],
      ['regular', 3],
    ]);
  });

  it('names lines with too many or too few fields, NUL bytes and foreign bytes', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,1,x\nb\nc\0,3\n'),
      Buffer.from([0xf1, 0x2c, 0x34, 0x0a]),
      Buffer.from('ñ,5'),
    ]);
    expect(scan([bytes], ',', 2).map(({ kind, line }) => [kind, line])).toEqual([
      ['campos_de_mas', 1],
      ['campos_de_menos', 2],
      ['byte_nulo', 3],
      ['codificacion', 4],
      ['regular', 5],
    ]);
  });

  it('keeps the beginning of a line beyond 1 MiB and goes on after it', () => {
    const long = Buffer.from(`a,${'x'.repeat(3 * RECORD_LIMIT)}`);
    const chunks = [
      long.subarray(0, RECORD_LIMIT),
      long.subarray(RECORD_LIMIT),
      Buffer.from('\r'),
      Buffer.from('\nb,2'),
    ];
    const found = scan(chunks, ',', 2);
    expect(found.map(({ kind, line }) => [kind, line])).toEqual([
      ['linea_demasiado_larga', 1],
      ['regular', 2],
    ]);
    expect(found[0]!.text).toBe(long.subarray(0, 65536).toString());
  });

  it('accepts a record of exactly 1 MiB, and none longer', () => {
    const fits = `a,${'x'.repeat(RECORD_LIMIT - 2)}`;
    expect(scanText(`${fits}\n`)[0]!.kind).toBe('regular');
    expect(scanText(`${fits}x\n`)[0]!.kind).toBe('linea_demasiado_larga');
    expect(scanText(`"${fits.slice(2)}\n`)[0]!.kind).toBe('comillas_sin_cerrar');
  });

  it('does not read the text again and again where quotes never close', () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => (i % 2 ? `a",",${i}\n` : `x,${i}\n`)).join('');
    expect(scanText(lines, 3).length).toBe(40_000);
  });

  it('finds what a naive reader of the whole text finds, however the text is cut into chunks', () => {
    const piece = fc.constantFrom(
      'a',
      '1',
      'é',
      ',',
      ',',
      ';',
      '"',
      '"',
      '""',
      '\n',
      '\n',
      '\r\n',
      '\r',
      '\0',
      'a,b\n',
      '"a",b\n',
    );
    const bytes = fc.array(fc.oneof({ weight: 30, arbitrary: piece }, { weight: 1, arbitrary: fc.constant('\u00ff') }));
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 9 }), fc.constantFrom(',', ';'), (pieces, size, separator) => {
        // ÿ stands for a byte that is no UTF-8.
        const text = Buffer.concat(pieces.map((p) => Buffer.from(p, p === '\u00ff' ? 'latin1' : 'utf8')));
        const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.subarray(i * size, (i + 1) * size),
        );
        const expected = referenceRecords(text.toString('latin1'), separator, 2).filter(({ kind }) => kind !== 'blank');
        expect(scan(chunks, separator, 2)).toEqual(
          expected.map(({ kind, line, text: t }) => ({ kind, line, text: t })),
        );
        for (const { kind, text: t, fields } of expected) {
          if (kind === 'regular' || kind === 'irregular') expect(splitFields(t, separator)).toEqual(fields);
        }
      }),
      { numRuns: Number(process.env['RECORD_RUNS'] ?? 2000) },
    );
  });
});
