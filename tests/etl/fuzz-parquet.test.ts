import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import type { InputObject } from '../../src/storage/inputs/input-object';
import { EtlFixture, HEADER, remoteInput, tolerant } from './etl-fixture';
import { FUZZ_FILES, FUZZ_SEED, FUZZ_TIMEOUT } from './fuzz-runs';
import { referenceOutcome } from './reference-lines';
import type { UglyParquet } from './ugly-parquet';
import { COLUMNS, forged, parquetBytes, uglyParquet } from './ugly-parquet';

/** Writing each file costs more than reading it. */
const RUNS = Math.max(10, Math.round(FUZZ_FILES / 5));
/** Files of one run. */
const BATCH = 10;

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

/** What a run over these files must give: kept lines in their order, and the reasons that may be told for the others. */
function outcome(files: readonly UglyParquet[]) {
  const rows = files.flatMap((file, at) =>
    file.rows.map((_, n) => ({ archivo: name(at), linea: n + 1, ...expectation(file, n) })),
  );
  return {
    rows,
    kept: rows.flatMap(({ line }) => line ?? []),
    refused: rows.filter(({ reasons }) => reasons.length > 0),
  };
}

const name = (at: number): string => `file-${at}.parquet`;

test('every row of generated Parquet files is kept or rejected with its reason, whatever its columns are called', {
  timeout: FUZZ_TIMEOUT,
}, async ({ task }) => {
  const counts = { kind: 'Parquet', files: 0, withExtraColumns: 0, lines: 0, rejectedLines: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(uglyParquet, { minLength: BATCH, maxLength: BATCH }), async (files) => {
      const inputs: InputObject[] = [];
      for (const [at, file] of files.entries()) {
        const bytes = await parquetBytes(etl.engine, etl.folder, file);
        inputs.push(at % 2 === 0 ? remoteInput(name(at), bytes) : etl.localInput(name(at), bytes));
      }
      const { rows, kept, refused } = outcome(files);
      // A last day that stands alone would be refused, had it not been asked for.
      const asOf = kept.map(({ fecha }) => fecha).sort()[kept.length - 1]!;
      const running = etl.run(inputs, tolerant({ asOf }));
      counts.files += files.length;
      counts.withExtraColumns += files.filter(({ extras }) => extras.length > 0).length;
      counts.lines += rows.length;
      counts.rejectedLines += refused.length;
      expect((await running).linesIn).toBe(rows.length);
      expect(await etl.lines()).toEqual(kept);
      const rejects = await etl.rows('SELECT archivo, linea, motivo FROM rejects ORDER BY archivo, linea');
      const place = ({ archivo, linea }: Record<string, unknown>) => `${archivo}:${linea}`;
      expect(rejects.map(place)).toEqual(refused.map(place));
      rejects.forEach(({ motivo }, i) => {
        expect(refused[i]!.reasons).toContain(motivo);
      });
    }),
    { numRuns: RUNS / BATCH, seed: FUZZ_SEED, endOnFailure: process.env['FUZZ_SHRINK'] === undefined },
  );
  task.meta.fuzzed = counts;
});

test('a damaged Parquet file is refused by name, without a query, or its rows are accounted for', {
  timeout: FUZZ_TIMEOUT,
}, async ({ task }) => {
  const counts = { kind: 'Parquet, damaged', files: 0, refused: 0 };
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
      counts.files++;
      try {
        const result = await etl.run([etl.localInput('noise.parquet', bytes)], tolerant({}));
        expect(result.linesIn).toBe(result.linesKept + result.linesRejected);
      } catch (error) {
        expect(error).toBeInstanceOf(RecompraError);
        expect(error).toMatchObject({ kind: 'data', message: expect.stringContaining('noise.parquet') });
        expect((error as RecompraError).lines.join()).not.toMatch(/SELECT|INSERT/);
        counts.refused++;
      }
    }),
    { numRuns: RUNS, seed: FUZZ_SEED },
  );
  task.meta.fuzzed = counts;
});
