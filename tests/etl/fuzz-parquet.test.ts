import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { EtlFixture, HEADER, remoteInput, tolerant } from './etl-fixture';
import { FUZZ_FILES, FUZZ_SEED } from './fuzz-runs';
import { referenceOutcome } from './reference-lines';
import type { UglyParquet } from './ugly-parquet';
import { COLUMNS, forged, parquetBytes, uglyParquet } from './ugly-parquet';

/** Writing each file costs more than reading it. */
const RUNS = Math.max(1, Math.round(FUZZ_FILES / 5));

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open(1);
});
afterAll(() => etl.close());

/** What must become of a row: as of a line of a CSV with these values, whatever column a wrong byte lies in. */
function expectation({ rows, extras }: UglyParquet, n: number) {
  const cells = COLUMNS.map((name) => forged(Buffer.from(rows[n]![name] ?? '')));
  const hit = (sql: string, every: number, stands: string) => sql.includes(stands) && n % every === 0;
  const undecodable = cells.some((cell) => !isUtf8(cell)) || extras.some(({ sql }) => hit(sql, 3, 'þ'));
  const nul = cells.some((cell) => cell.includes(0)) || extras.some(({ sql }) => hit(sql, 4, 'ÿ'));
  if (undecodable || nul) return { reasons: [...(undecodable ? ['codificacion'] : []), ...(nul ? ['byte_nulo'] : [])] };
  const quoted = cells.map((cell) => `"${cell.toString('latin1').replaceAll('"', '""')}"`);
  const { lines, rejects } = referenceOutcome(`${HEADER}\n${quoted.join(',')}\n`);
  return { line: lines[0], reasons: rejects.map(({ motivo }) => motivo) };
}

test('every row of generated Parquet files is kept or rejected with its reason, whatever its columns are called', async () => {
  await fc.assert(
    fc.asyncProperty(uglyParquet, fc.boolean(), async (file, remote) => {
      const bytes = await parquetBytes(etl.engine, etl.folder, file);
      const expected = file.rows.map((_, n) => expectation(file, n));
      const input = remote ? remoteInput('rows.parquet', bytes) : etl.localInput('rows.parquet', bytes);
      const kept = expected.flatMap(({ line }) => line ?? []);
      const running = etl.run([input], tolerant({}));
      if (kept.length === 0) {
        await expect(running).rejects.toMatchObject({
          kind: 'data',
          message: expect.stringContaining('cannot be used'),
        });
        return;
      }
      expect((await running).linesIn).toBe(file.rows.length);
      expect(await etl.lines()).toEqual(kept);
      const rejects = await etl.rows('SELECT linea, motivo FROM rejects ORDER BY linea');
      const refused = expected.flatMap(({ reasons }, n) => (reasons.length > 0 ? [{ linea: n + 1, reasons }] : []));
      expect(rejects.map(({ linea }) => linea)).toEqual(refused.map(({ linea }) => linea));
      rejects.forEach(({ motivo }, i) => {
        expect(refused[i]!.reasons).toContain(motivo);
      });
    }),
    { numRuns: RUNS, seed: FUZZ_SEED, endOnFailure: process.env['FUZZ_SHRINK'] === undefined },
  );
}, 900_000);

test('a damaged Parquet file is refused by name, without a query, or its rows are accounted for', async () => {
  const damage = fc.oneof(
    fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.constant(false) }),
    fc.record({ at: fc.nat(), byte: fc.constant(0), cut: fc.constant(true) }),
  );
  await fc.assert(
    fc.asyncProperty(uglyParquet, fc.array(damage, { minLength: 1, maxLength: 4 }), async (file, hits) => {
      let bytes = await parquetBytes(etl.engine, etl.folder, file);
      for (const { at, byte, cut } of hits) {
        if (cut) bytes = Buffer.concat([bytes.subarray(0, 4 + (at % (bytes.length - 4)))]);
        else bytes[4 + (at % (bytes.length - 4))] = byte;
      }
      try {
        const result = await etl.run([etl.localInput('noise.parquet', bytes)], tolerant({}));
        expect(result.linesIn).toBe(result.linesKept + result.linesRejected);
      } catch (error) {
        expect(error).toBeInstanceOf(RecompraError);
        expect(error).toMatchObject({ kind: 'data', message: expect.stringContaining('noise.parquet') });
        expect((error as RecompraError).lines.join()).not.toMatch(/SELECT|INSERT/);
      }
    }),
    { numRuns: RUNS, seed: FUZZ_SEED },
  );
}, 900_000);
