import fc from 'fast-check';
import { expect } from 'vitest';
import type { EtlFixture } from './etl-fixture';
import { remoteInput, tolerant } from './etl-fixture';
import { referenceOutcome } from './reference-lines';
import type { UglyDialect, UglyFile } from './ugly-files';
import { DIALECTS } from './ugly-files';

/** Files of one kind that a test has made and read. */
export interface FuzzCounts {
  kind: string;
  files: number;
  /** Files with columns that nobody asked for, in any order. */
  withExtraColumns?: number;
  /** Lines of the files, and those of them that were rejected. */
  lines?: number;
  rejectedLines?: number;
  /** Files that were refused as a whole, by name. */
  refused?: number;
}

declare module 'vitest' {
  interface TaskMeta {
    fuzzed?: FuzzCounts;
  }
}

/** `npm run test:fuzz` sets 10,000: files of all dialects together. */
export const FUZZ_FILES = Number(process.env['FUZZ_FILES'] ?? 500);
export const FUZZ_SEED = 20_141_001;
/** Milliseconds for a test of many files. */
export const FUZZ_TIMEOUT = Math.max(900_000, 60 * FUZZ_FILES);
/** Files of one run: starting each statement costs more than its few lines. */
const BATCH = 25;
/** Columns that the contract names. */
const CONTRACT_COLUMNS = 5;
const WEIGHTS = DIALECTS.reduce((sum, { weight }) => sum + weight, 0);

/**
 * Reads a dialect's share of the files and counts them; fails where a line is neither kept as it should be nor rejected
 * for its reason.
 */
export async function fuzz(
  etl: EtlFixture,
  { weight, dialect }: { weight: number; dialect: UglyDialect },
): Promise<FuzzCounts> {
  const kind = dialect.name === 'contract' ? 'CSV of the contract' : 'CSV of other dialects';
  const counts = { kind, files: 0, withExtraColumns: 0, lines: 0, rejectedLines: 0 };
  const runs = Math.max(1, Math.round((FUZZ_FILES * weight) / WEIGHTS / BATCH));
  const batch = fc.array(dialect.file, { minLength: BATCH, maxLength: BATCH });
  await fc.assert(
    fc.asyncProperty(batch, async (files) => {
      const { linesIn, linesRejected } = await compare(etl, files, dialect.csv);
      counts.files += files.length;
      counts.withExtraColumns += files.filter(
        ({ reading }) => (reading.columns?.length ?? 0) > CONTRACT_COLUMNS,
      ).length;
      counts.lines += linesIn;
      counts.rejectedLines += linesRejected;
    }),
    // Making a failure smaller takes minutes: FUZZ_SHRINK=1 asks for it.
    { numRuns: runs, seed: FUZZ_SEED, endOnFailure: process.env['FUZZ_SHRINK'] === undefined },
  );
  return counts;
}

const name = (index: number): string => `file-${String(index).padStart(4, '0')}.csv`;

/** Lines and rejects of a run over these files, beside what the reference makes of them one by one. */
async function compare(etl: EtlFixture, files: readonly UglyFile[], csv: object) {
  const expected = files.map(({ utf8, reading }) => referenceOutcome(utf8, reading));
  const lines = expected.flatMap((outcome, index) =>
    outcome.lines.map((line, i) => ({ line, place: { archivo: name(index), ...outcome.places[i]! } })),
  );
  const rejects = expected.flatMap((outcome, index) =>
    outcome.rejects.map((reject) => ({ archivo: name(index), ...reject })),
  );
  const inputs = files.map(({ stored }, index) =>
    index % 2 === 0 ? etl.localInput(name(index), stored) : remoteInput(name(index), stored),
  );
  // A last day that stands alone would be refused, had it not been asked for.
  const asOf = lines.map(({ line }) => line.fecha).sort()[lines.length - 1];
  const running = etl.run(inputs, tolerant({ csv, ...(asOf === undefined ? {} : { asOf }) }));
  if (lines.length === 0) {
    await expect(running).rejects.toMatchObject({ kind: 'data' });
    return { linesIn: rejects.length, linesRejected: rejects.length };
  }
  const result = await running;
  expect(result.linesIn).toBe(result.linesKept + result.linesRejected);
  const found = await etl.rows('SELECT archivo, linea, motivo, valor, texto FROM rejects ORDER BY archivo, linea');
  const alone = new Set(found.flatMap((row) => (row['motivo'] === 'fecha_aislada' ? [placeOf(row)] : [])));
  const [lonely, others] = [true, false].map((is) => lines.filter(({ place }) => alone.has(placeOf(place)) === is));
  expect(await etl.lines()).toEqual(others!.map(({ line }) => line));
  const first = others!.map(({ line }) => line.fecha).sort()[0]!;
  expect(lonely!.filter(({ line }) => line.fecha >= first)).toEqual([]);
  const all = [...rejects, ...lonely!.map(({ place }) => ({ ...place, motivo: 'fecha_aislada' }))];
  all.sort((a, b) => (a.archivo === b.archivo ? a.linea - b.linea : a.archivo < b.archivo ? -1 : 1));
  expect(found.map(({ valor, ...rest }) => ({ ...rest, valor: valor ?? '' }))).toEqual(all);
  return result;
}

const placeOf = ({ archivo, linea }: Record<string, unknown>): string => `${archivo}:${linea}`;
