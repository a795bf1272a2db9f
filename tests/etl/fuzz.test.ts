import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { EtlFixture, HEADER, remoteInput, tolerant } from './etl-fixture';
import { referenceOutcome } from './reference-lines';
import type { UglyFile } from './ugly-files';
import { DIALECTS } from './ugly-files';

/** `npm run test:fuzz` sets 10,000. */
const FILES = Number(process.env['FUZZ_FILES'] ?? 1000);
const SEED = 20_141_001;
/** Files of one run: starting each statement costs more than its few lines. */
const BATCH = 25;
const WEIGHTS = DIALECTS.reduce((sum, { weight }) => sum + weight, 0);

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());

const name = (index: number): string => `file-${String(index).padStart(4, '0')}.csv`;

/** Lines and rejects of a run over these files, beside what the reference makes of them one by one. */
async function compare(files: readonly UglyFile[], csv: object): Promise<void> {
  const expected = files.map(({ utf8, reading }) => referenceOutcome(utf8, reading));
  const lines = expected.flatMap((outcome) => outcome.lines);
  const rejects = expected.flatMap((outcome, index) =>
    outcome.rejects.map((reject) => ({ archivo: name(index), ...reject })),
  );
  const inputs = files.map(({ stored }, index) =>
    index % 2 === 0 ? etl.localInput(name(index), stored) : remoteInput(name(index), stored),
  );
  const running = etl.run(inputs, tolerant({ csv }));
  if (lines.length === 0) {
    await expect(running).rejects.toMatchObject({ kind: 'data' });
    return;
  }
  const result = await running;
  expect(result.linesIn).toBe(result.linesKept + result.linesRejected);
  expect(await etl.lines()).toEqual(lines);
  const found = await etl.rows('SELECT archivo, linea, motivo, valor, texto FROM rejects ORDER BY archivo, linea');
  expect(found.map(({ valor, ...rest }) => ({ ...rest, valor: valor ?? '' }))).toEqual(rejects);
}

test.each(DIALECTS)(
  'every line of generated files is kept or rejected with its reason: $dialect.name',
  async ({ weight, dialect }) => {
    const runs = Math.max(1, Math.round((FILES * weight) / WEIGHTS / BATCH));
    const batch = fc.array(dialect.file, { minLength: BATCH, maxLength: BATCH });
    await fc.assert(
      fc.asyncProperty(batch, (files) => compare(files, dialect.csv)),
      { numRuns: runs, seed: SEED, endOnFailure: process.env['FUZZ_SHRINK'] === undefined },
    );
  },
  600_000,
);

test('a file that is no table of purchase lines is refused as a whole, by name, or its lines are accounted for', async () => {
  const headers = fc.oneof(
    fc.constantFrom(
      '',
      '\n',
      `${HEADER},usuario\n`,
      'fecha,usuario\n',
      `"${HEADER}\n`,
      'PAR1',
      '\x1f\x8b',
      '%PDF-1.4\n',
    ),
    fc.constantFrom(...'abcdefgh').map((char) => `${char.repeat(3)}\n`),
    fc.constant(`${HEADER}\n`),
  );
  const bytes = fc
    .tuple(headers, fc.uint8Array({ maxLength: 200 }))
    .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'latin1'), rest]));
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom('utf-8', 'latin1', 'utf-16le'), async (content, encoding) => {
      try {
        const result = await etl.run([etl.localInput('noise.csv', content)], tolerant({ csv: { encoding } as const }));
        expect(result.linesIn).toBe(result.linesKept + result.linesRejected);
      } catch (error) {
        expect(error).toBeInstanceOf(RecompraError);
        expect(error).toMatchObject({ kind: 'data', message: expect.stringContaining('noise.csv') });
      }
    }),
    { numRuns: FILES / 20, seed: SEED },
  );
}, 600_000);
